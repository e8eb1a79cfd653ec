import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { stripVTControlCharacters } from "node:util";
import { executeRequest, KernelClient, type Answer, type KernelCommand } from "../../bench/kernel/client";
import { benchedKernels } from "../../bench/kernel/kernels";
import { sessions } from "./corpus";

const kernels = benchedKernels();

/** What a reader sees of a cell, without what the two kernels do differently by design: see {@link seen}. */
interface Seen {
  printed: string;
  errors: string;
  displays: string[];
}

describe("the corpus of cells", () => {
  it("is large", () => {
    assert.ok(sessions.flatMap(({ cells }) => cells).length >= 150);
  });

  for (const { name, cells } of sessions) {
    describe(name, () => {
      const clients: KernelClient[] = [];
      before(async () => {
        clients.push(await KernelClient.start(kernels.slope!.command));
        clients.push(await startPeer(kernels.tslab!.command));
      });
      after(() => Promise.all(clients.map((client) => client.close())));

      for (const [index, cell] of cells.entries()) {
        const { code, differs } = typeof cell === "string" ? { code: cell, differs: undefined } : cell;
        it(`${index + 1}. ${code.split("\n")[0]!.slice(0, 70)}${differs ? " (differs)" : ""}`, async () => {
          const [own, stock] = await Promise.all(clients.map(async (client) => seen(await run(client, code))));
          if (differs) assert.notDeepEqual(own, stock, `no longer differs, although: ${differs}`);
          else assert.deepEqual(own, stock);
        });
      }
    });
  }
});

/** Stock tslab lives on without a word when its start fails; what is compared are its cells, so it may start once more. */
async function startPeer(command: KernelCommand): Promise<KernelClient> {
  try {
    return await KernelClient.start(command);
  } catch (error) {
    console.error(`started once more: ${(error as Error).message}`);
    return KernelClient.start(command);
  }
}

/**
 * For 200 ms after an error stock tslab drops what it is asked: it replies "abort", or nothing. On a busy machine these
 * 200 ms are longer, and a cell that was dropped is sent again.
 */
async function run(client: KernelClient, code: string): Promise<Answer> {
  const answer = await client.request("execute_request", executeRequest(code));
  if (answer.reply.status !== "ok") await wait(250);
  return answer.reply.status === "abort" ? run(client, code) : answer;
}

/**
 * Stock tslab prints results on stdout and errors on stderr, in colours; Slope sends `execute_result` and `error`, in
 * plain text. Of an error its message counts, or TypeScript's messages with their places.
 */
function seen({ outputs }: Answer): Seen {
  const found: Seen = { printed: "", errors: "", displays: [] };
  for (const { type, content } of outputs) {
    const data = content.data as Record<string, unknown> | undefined;
    if (type === "stream" && content.name === "stdout") found.printed += content.text;
    else if (type === "execute_result") found.printed += `${data!["text/plain"]}\n`;
    else if (type === "stream") found.errors += content.text;
    else if (type === "error") found.errors += (content.traceback as string[]).join("\n");
    else if (type === "display_data") found.displays.push(JSON.stringify(data));
  }
  return { ...found, printed: stripVTControlCharacters(found.printed), errors: essence(stripVTControlCharacters(found.errors)) };
}

/** Of a type error its places and messages, of another error its name and message, of plain words the words. */
function essence(text: string): string {
  const stock = [...text.matchAll(/^(\d+):(\d+) - (.*)/gm)].map(([, line, column, message]) => `${line}:${column} ${message}`);
  const own = [...text.matchAll(/^TypeScriptError TS\d+: ((?:.|\n)*?)\n {4}at cell \d+, line (\d+), column (\d+)/gm)]
    .flatMap(([, messages, line, column]) => messages!.split("\n").map((message) => `${line}:${column} ${message.trim()}`));
  if (stock.length + own.length > 0) return [...stock, ...own].sort().join("\n");
  const error = /^(?:Uncaught )?(\w*(?:Error|Own)\b.*)/m.exec(text);
  return error ? error[1]! : text.replace(/^Uncaught: '(.*)'/, "$1").trim();
}
