"""Jupyter's own tests for kernels, with what they need to know of this one. No test of theirs is left out."""
import jupyter_kernel_test
from jupyter_client import KernelManager
from kernel import channel_ports

CLEAR = "console.log('gone soon'); console.clear();"


class Manager(KernelManager):
    """As they start it, but at ports that nobody else is given meanwhile."""

    def __init__(self, **options):
        super().__init__(cache_ports=False, **channel_ports(), **options)


def start(kernel_name):
    manager = Manager(kernel_name=kernel_name)
    manager.start_kernel()
    client = manager.client()
    client.start_channels()
    client.wait_for_ready(timeout=60)
    return manager, client


jupyter_kernel_test.KernelManager, jupyter_kernel_test.start_new_kernel = Manager, start


class Standard(jupyter_kernel_test.KernelTests):
    kernel_name = "tslab"
    language_name = "typescript"
    file_extension = ".ts"

    code_hello_world = "console.log('hello, world')"
    code_stderr = "console.error('oh, world')"
    completion_samples = [
        {"text": "Math.trun", "matches": {"trunc"}},
        {"text": "Number.isI", "matches": {"isInteger"}},
        {"text": "process.memoryUsage().heapT", "matches": {"heapTotal"}},
    ]
    complete_code_samples = ["1", "let a = 1", "function f(x: number) { return x }", "if (true) {\n  f()\n}", "`${1}`", ""]
    incomplete_code_samples = ["function f(", "if (true) {", "const x =", "[1, 2,", "`text", "/* note", "f(1,"]
    invalid_code_samples = ["let = 5 5", "1 +* 2", "const x: = 2;"]
    code_page_something = "Math.max?"
    code_generate_error = "throw new RangeError('too far')"
    code_execute_result = [
        {"code": "6 * 7", "result": "42"},
        {"code": "'a' + 1", "result": "a1"},
        {"code": "[1, 2]", "result": "[ 1, 2 ]"},
        {"code": "({ [Symbol.for('Jupyter.display')]: () => ({ 'text/html': '<b>x</b>' }) })", "mime": "text/html", "result": "<b>x</b>"},
    ]
    code_display_data = [
        {"code": "import { display } from 'tslab'; display.html('<b>bold</b>')", "mime": "text/html"},
        {"code": "display.markdown('*slanted*')", "mime": "text/markdown"},
    ]
    supported_history_operations = ("tail", "range", "search")
    code_history_pattern = "6 ?* 7"
    code_inspect_sample = "Math.max"
    code_clear_output = CLEAR


class Welcome(jupyter_kernel_test.IopubWelcomeTests):
    kernel_name = "tslab"
    support_iopub_welcome = True
