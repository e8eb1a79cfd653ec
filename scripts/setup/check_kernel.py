"""Starts the TypeScript kernel, as JupyterLab does, runs one type-checked cell and prints what it printed."""
from jupyter_client.manager import start_new_kernel

manager, client = start_new_kernel(startup_timeout=60, kernel_name="tslab")
try:
    printed = []

    def collect(message):
        if message["msg_type"] == "stream":
            printed.append(message["content"]["text"])

    client.execute_interactive("const answer: number = 6 * 7; console.log(answer)", timeout=60, output_hook=collect)
    print("".join(printed).strip())
finally:
    client.stop_channels()
    manager.shutdown_kernel(now=True)
