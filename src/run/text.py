"""Notebook to TypeScript percent file and back: text.py SOURCE TARGET, the direction by SOURCE's extension.

Back into a notebook that exists, cells keep the outputs and metadata that the text does not carry.
"""

import json
import os
import sys

# An optional grammar of jsonschema's that takes two seconds to import; no notebook needs it.
sys.modules["rfc3987_syntax"] = None

import jupytext
import nbformat
from jupytext.combine import combine_inputs_with_outputs

PERCENT = {"extension": ".ts", "format_name": "percent"}
# Nothing of the notebook's own metadata but the kernel: the text is for reading and for a diff.
FILTER = {"notebook_metadata_filter": "kernelspec,-all", "cell_metadata_filter": "all"}

KERNEL = {"display_name": "TypeScript (Slope)", "language": "typescript", "name": "tslab"}


def write(target, text):
    with open(target + ".part", "w", encoding="utf-8", newline="\n") as file:
        file.write(text)
    os.replace(target + ".part", target)


def to_text(source, target):
    notebook = nbformat.read(source, as_version=4)
    notebook.metadata["jupytext"] = FILTER
    text = jupytext.writes(notebook, fmt=PERCENT).removeprefix("// -*- coding: utf-8 -*-\n")
    write(target, text)


def to_notebook(source, target):
    notebook = jupytext.read(source, fmt=PERCENT)
    if os.path.exists(target):
        old = nbformat.read(target, as_version=4)
        notebook = combine_inputs_with_outputs(notebook, old, fmt=PERCENT)
        notebook.metadata = old.metadata
    notebook.metadata.pop("jupytext", None)
    notebook.metadata.setdefault("kernelspec", KERNEL)
    for cell in notebook.cells:
        cell.metadata.pop("lines_to_next_cell", None)
    write(target, nbformat.writes(notebook) + "\n")


if __name__ == "__main__":
    source, target = sys.argv[1:]
    (to_text if source.endswith(".ipynb") else to_notebook)(source, target)
    print(json.dumps({"event": "written"}))
