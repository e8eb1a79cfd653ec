"""Slope's report as an exporter of nbconvert's: JupyterLab lists it under File > Save and Export Notebook As > Report.

The page is the one that `slope report` writes, of the notebook as it was saved. Set-up puts this module into the
project's environment, with a file beside it that says where the project and its Node are.
"""

import json
import os
import subprocess
import tempfile
from pathlib import Path

import nbformat
from nbconvert.exporters import Exporter
from nbconvert.utils.exceptions import ConversionException

PLACES = Path(__file__).with_suffix(".json")


class ReportExporter(Exporter):
    """A notebook as one HTML file that needs no network."""

    export_from_notebook = "Report"
    file_extension = ".html"
    output_mimetype = "text/html"

    def from_notebook_node(self, nb, resources=None, **options):
        notebook, resources = super().from_notebook_node(nb, resources, **options)
        about = resources.get("metadata", {})
        source = os.path.join(about.get("path") or os.getcwd(), f"{about.get('name') or 'notebook'}.ipynb")
        resources["output_extension"] = self.file_extension
        return render(notebook, source), resources


def render(notebook, source):
    places = json.loads(PLACES.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        file = os.path.join(folder, os.path.basename(source))
        nbformat.write(notebook, file)
        words = [places["node"], places["page"], file, source]
        done = subprocess.run(words, capture_output=True, encoding="utf-8", check=False)
    if done.returncode != 0:
        raise ConversionException(f"Slope's report was not made: {done.stderr.strip()[-2000:]}")
    return done.stdout
