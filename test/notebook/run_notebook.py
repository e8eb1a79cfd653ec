"""Runs cells in a kernel and prints the outputs as JSON: run_notebook.py KERNEL FOLDER < cells.json

The input is a list of sources; the output is a list of lists of nbformat outputs.
The cells run in FOLDER; NOTEBOOK_FILE, when set, is where the executed notebook is written.
"""
import json
import os
import sys
import time

import nbformat
from nbclient import NotebookClient

kernel, folder = sys.argv[1:3]
cells = [nbformat.v4.new_code_cell(source) for source in json.load(sys.stdin)]
spec = {"name": kernel, "display_name": "TypeScript", "language": "typescript"}
notebook = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": spec})
client = NotebookClient(
    notebook, kernel_name=kernel, allow_errors=True, timeout=120, resources={"metadata": {"path": folder}}
)


def wait_after_error(cell, cell_index, execute_reply):
    """tslab drops what arrives within 200 ms of an error."""
    if execute_reply["content"]["status"] != "ok":
        time.sleep(0.4)


client.on_cell_executed = wait_after_error
client.execute()
if "NOTEBOOK_FILE" in os.environ:
    nbformat.write(notebook, os.environ["NOTEBOOK_FILE"])
json.dump([cell.outputs for cell in notebook.cells], sys.stdout)
