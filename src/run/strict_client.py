"""Running a notebook with nbclient so that an error which nothing awaits fails the run too."""

import asyncio
import re
from queue import Empty

from nbclient import NotebookClient

# How tslab tells of an error outside a running cell; other kernels send an `error` message.
LOST = re.compile(r"^(UnhandledPromiseRejection|UncaughtException): *(.*)")
PATIENCE = 5

# Ends when no timer is left to fire, or after PATIENCE seconds: a program may leave one that repeats for ever.
WAIT_FOR_TIMERS = f"""for (const until = Date.now() + {1000 * PATIENCE}; Date.now() < until && process.getActiveResourcesInfo().includes("Timeout");)
  await new Promise((resolve) => setTimeout(resolve, 50));"""


class StrayError(Exception):
    """An error that no cell's reply told of. `request` is the message that ran the cell it came from."""

    def __init__(self, request, ename, evalue, text):
        super().__init__(text)
        self.request, self.ename, self.evalue, self.text = request, ename, evalue, text
        self.is_late = False


class StrictClient(NotebookClient):
    """An nbclient that also reads what arrives for cells that have ended."""

    def __init__(self, notebook, **options):
        super().__init__(notebook, **options)
        self.strays = []
        self.cells_left = sum(cell.cell_type == "code" and cell.source.strip() != "" for cell in notebook.cells)

    async def async_start_new_kernel_client(self):
        client = await super().async_start_new_kernel_client()
        receive = client.iopub_channel.get_msg

        async def watch(*args, **options):
            message = await receive(*args, **options)
            self.notice(message)
            return message

        client.iopub_channel.get_msg = watch
        return client

    def notice(self, message):
        content, request = message["content"], message["parent_header"].get("msg_id")
        if message["msg_type"] == "error":
            self.strays.append(StrayError(request, content["ename"], content["evalue"], "\n".join(content["traceback"])))
        elif message["msg_type"] == "stream" and content["name"] == "stderr" and (match := LOST.match(content["text"])):
            self.strays.append(StrayError(request, match[1], match[2], content["text"]))

    async def async_execute_cell(self, cell, cell_index, **options):
        if cell.cell_type != "code" or not cell.source.strip():
            return cell
        before = len(self.strays)
        result = await super().async_execute_cell(cell, cell_index, **options)
        if "raises-exception" in cell.metadata.get("tags", []):
            del self.strays[before:]
        self.cells_left -= 1
        if self.cells_left == 0:
            await self.settle()
        if self.strays:
            stray = self.strays[0]
            stray.is_late = not any(output.output_type == "error" or stray.text in output.get("text", "") for output in result.outputs)
            raise stray
        return result

    async def settle(self):
        """Waits until what the last cells set going has ended, by when the kernel has told of its rejections."""
        request = self.kc.execute(WAIT_FOR_TIMERS, silent=True, store_history=False)
        try:
            while True:
                message = await asyncio.wait_for(self.kc.iopub_channel.get_msg(timeout=2 * PATIENCE), 2 * PATIENCE)
                is_answer = message["parent_header"].get("msg_id") == request
                if is_answer and message["content"].get("execution_state") == "idle":
                    return
        except (Empty, asyncio.TimeoutError):
            return
