"""Runs a notebook from top to end in a clean kernel and tells how it goes, one JSON object a line.

execute.py SOURCE TARGET FOLDER TIMEOUT: SOURCE is read, never written; TARGET receives the notebook with its
outputs, as far as it came; FOLDER is the kernel's working folder; TIMEOUT is in seconds, for each cell.
"""

import json
import re
import sys
import time

# An optional grammar of jsonschema's that takes two seconds to import; no notebook needs it.
sys.modules["rfc3987_syntax"] = None

import nbformat
from jupyter_client.kernelspec import NoSuchKernel
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat.v4 import new_output
from strict_client import StrayError, StrictClient

KERNEL = "tslab"
LONGEST = 80
COLOURS = re.compile(r"\x1b\[[0-9;]*m")
FOREIGN_FRAME = re.compile(r"^\s+at .*(/tslab/|\\tslab\\|node:)")


def say(event, **content):
    print(json.dumps({"event": event, **content}), flush=True)


def is_run(cell):
    return cell.cell_type == "code" and cell.source.strip() != ""


def first_line(source):
    line = next(line.strip() for line in source.splitlines() if line.strip())
    return line if len(line) <= LONGEST else f"{line[:LONGEST - 1]}…"


def error_text(cell, error):
    """What the kernel said: as error outputs, on stderr (where tslab puts it), or only in its reply."""
    said = []
    for output in cell.outputs:
        if output.output_type == "error":
            said += output.traceback or [f"{output.ename}: {output.evalue}"]
        elif output.output_type == "stream" and output.name == "stderr":
            said.append(output.text)
    return plain("\n".join(said)) or f"{error.ename}: {error.evalue}"


def plain(text):
    """A traceback without colours and without the frames of the kernel and Node."""
    lines = COLOURS.sub("", text).splitlines()
    return "\n".join(line for line in lines if not FOREIGN_FRAME.match(line)).strip()


class Run:
    """The progress of one run: which cell is running, and since when."""

    def __init__(self, notebook):
        self.cells = [cell for cell in notebook.cells if is_run(cell)]
        self.number = 0
        self.requests = {}
        self.since = time.monotonic()

    @property
    def cell(self):
        return self.cells[self.number - 1]

    def of(self, request):
        """The cell that a request ran; the present one for a request that is none of a cell's."""
        return self.requests.get(request, self.number)

    def place(self):
        return {"cell": self.number, "of": len(self.cells), "line": first_line(self.cell.source)}

    def start(self, cell, cell_index):
        self.number += 1
        self.since = time.monotonic()
        say("start", **self.place())

    def end(self, cell, cell_index, execute_reply):
        self.requests[execute_reply["parent_header"]["msg_id"]] = self.number
        if execute_reply["content"]["status"] == "ok":
            say("end", **self.place(), seconds=round(time.monotonic() - self.since, 3))

    def fail(self, reason, text, error=None):
        """Tells of the failure; `error` (a name and a text) is also saved in the cell, where the kernel saved none."""
        if error and self.number:
            ename, evalue = error
            self.cell.outputs.append(new_output("error", ename=ename, evalue=evalue, traceback=text.splitlines() or [f"{ename}: {evalue}"]))
        if self.number == 0:
            say("failed", cell=0, of=len(self.cells), line="", reason=reason, text=text)
        else:
            say("failed", **self.place(), reason=reason, text=text)


def execute(source, target, folder, timeout):
    try:
        notebook = nbformat.read(source, as_version=4)
    except (nbformat.reader.NotJSONError, nbformat.ValidationError) as error:
        say("failed", cell=0, of=0, line="", reason="not a notebook that can be read", text=str(error)[:500])
        return
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    run = Run(notebook)
    client = StrictClient(
        notebook,
        kernel_name=KERNEL,
        timeout=timeout,
        record_timing=False,
        coalesce_streams=True,
        shutdown_kernel="immediate",
        resources={"metadata": {"path": folder}},
        on_cell_execute=run.start,
        on_cell_executed=run.end,
    )
    try:
        client.execute()
    except CellExecutionError as error:
        run.fail("an error", error_text(run.cell, error))
    except StrayError as error:
        run.number = run.of(error.request)
        run.fail("an error that nothing awaited", plain(error.text), (error.ename, error.evalue) if error.is_late else None)
    except CellTimeoutError:
        run.fail(f"it ran longer than {timeout} s; --timeout gives it more", "", ("TimeoutError", f"the cell ran longer than {timeout} s"))
    except (DeadKernelError, RuntimeError) as error:
        text = "" if run.number else str(error)
        run.fail("the kernel died" if run.number else "the kernel did not start", text, ("DeadKernelError", "the kernel died"))
    except NoSuchKernel:
        run.fail(f"there is no kernel {KERNEL}", "Run: npm run setup")
    else:
        say("finished", cells=len(run.cells))
    nbformat.write(notebook, target)


if __name__ == "__main__":
    execute(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]))
