import { readSync } from "node:fs";
import { deserialize, setFlagsFromString } from "node:v8";
import { writeFrame } from "../pipe/frames";
import { complete } from "./completion";
import { completeness } from "./completeness";
import type { Environment } from "./environment";
import { inspect } from "./inspection";
import { Notebook } from "./notebook";
import type { Answer, Ask, Question } from "./questions";

const QUESTIONS = 3;
const ANSWERS = 4;

/** Answers the kernel's questions about a notebook in `folder`, one after another, until the kernel goes. */
export function serve(folder: string, environment?: Environment): void {
  // V8 learns from a function's first call on what it works on: it would wait for more, but a cell calls most of them once
  setFlagsFromString("--no-lazy-feedback-allocation");
  const notebook = new Notebook(folder, environment);
  writeFrame(ANSWERS, { id: 0 } satisfies Answer);
  for (let question = receive(); question; question = receive()) {
    writeFrame(ANSWERS, { id: question.id, ...answerTo(question, notebook) } satisfies Answer);
  }
}

function answerTo({ ask }: Question, notebook: Notebook): Omit<Answer, "id"> {
  try {
    return { value: reply(ask, notebook) };
  } catch (error) {
    return { error: (error as Error).stack ?? String(error) };
  }
}

function reply(ask: Ask, notebook: Notebook): unknown {
  switch (ask.what) {
    case "compile": return notebook.compile(ask.cell, ask.code);
    case "compileExpression": return notebook.compileExpression(ask.cell, ask.code);
    case "retract": return notebook.retract(ask.cell, ask.names);
    case "complete": return notebook.ask(ask.code, (file) => complete(file, ask.cursor, notebook.environment));
    case "inspect": return notebook.ask(ask.code, (file) => inspect(file, ask.cursor, ask.detail, notebook.environment));
    case "isComplete": return completeness(ask.code);
    case "forget": return notebook.forget();
  }
}

/** The next question, waited for; nothing when the kernel has gone. */
function receive(): Question | undefined {
  const header = receiveBytes(4);
  const body = header && receiveBytes(header.readUInt32LE(0));
  return body && deserialize(body) as Question;
}

function receiveBytes(length: number): Buffer | undefined {
  const bytes = Buffer.allocUnsafe(length);
  for (let have = 0; have < length;) {
    const read = readSync(QUESTIONS, bytes, have, length - have, null);
    if (read === 0) return undefined;
    have += read;
  }
  return bytes;
}
