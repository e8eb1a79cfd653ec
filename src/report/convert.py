"""The cells of a notebook as HTML: convert.py NOTEBOOK [--no-code] prints one JSON line {"event": "converted", "body": …}."""

import json
import os
import re
import sys

# An optional grammar of jsonschema's that takes two seconds to import; no notebook needs it.
sys.modules["rfc3987_syntax"] = None

import nbformat
from bs4 import BeautifulSoup
from nbconvert import HTMLExporter, TemplateExporter
from nbconvert.filters.highlight import Highlight2HTML

HERE = os.path.dirname(os.path.abspath(__file__))


def chart_json(spec):
    """JSON that is safe inside a script element whatever text the data hold."""
    return json.dumps(spec, separators=(",", ":"), ensure_ascii=False).replace("<", "\\u003c")


def code_title(source):
    """What a folded cell shows: the comment on its first line, or only that it is code."""
    line = source.strip().splitlines()[0].strip()
    return line.lstrip("/ ").strip() or "Code" if line.startswith("//") else "Code"


def tidy(html):
    """HTML that closes what it opens, and no more: an output cannot break the page around it."""
    return str(BeautifulSoup(html, "html.parser"))


class ScrollingTables:
    """Puts each table of the text into a frame that scrolls, so that the page itself need not on a phone."""

    def __init__(self):
        self.count = 0

    def frame(self, table):
        self.count += 1
        return f'<div class="html text-table" role="region" aria-label="Table {self.count} of the text" tabindex="0">{table[0]}</div>'

    def __call__(self, html):
        return re.sub(r"<table>.*?</table>", self.frame, html, flags=re.DOTALL)


def convert(file, show_code):
    notebook = nbformat.read(file, as_version=4)
    exporter = HTMLExporter(
        template_name="template",
        extra_template_basedirs=[HERE],
        exclude_anchor_links=True,
        filters={
            "chart_json": chart_json,
            "code_title": code_title,
            "tidy": tidy,
            "scrolling_tables": ScrollingTables(),
            "highlight_code": Highlight2HTML(pygments_lexer="typescript"),
        },
    )
    exporter.environment.globals["show_code"] = show_code
    # HTMLExporter's own method would parse the whole page once more, formulas and data too, for marks of its own templates.
    return TemplateExporter.from_notebook_node(exporter, notebook)[0]


if __name__ == "__main__":
    print(json.dumps({"event": "converted", "body": convert(sys.argv[1], "--no-code" not in sys.argv)}))
