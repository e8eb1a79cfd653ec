/**
 * The session's process. The two others are started first of all, and what they do not take is loaded after that: they
 * come up while the sockets open, which answer before they do.
 */
import path from "node:path";
import { setFlagsFromString } from "node:v8";
import { CheckerProcess } from "./compiler";
import type { Session } from "./session";

const [connectionFile, ...nodeOptions] = process.argv.slice(2);

/** Where earlier sessions are kept: in the clone, unless the environment names a place. */
const historyFolder = process.env.SLOPE_HISTORY ?? path.join(__dirname, "../../../.slope/history");

// the checker first: the first cell waits for it longest
const checker = new CheckerProcess((text) => void session.then((session) => session.tell(text)));
const { EvaluatorProcess } = require("./evaluator") as typeof import("./evaluator");
const evaluator = new EvaluatorProcess((utterance) => void session.then((session) => session.hear(utterance)), nodeOptions);
const session = open(connectionFile!);

session.catch((error: Error) => {
  process.stderr.write(`Slope's kernel did not start: ${error.message}\n`);
  evaluator.close();
  checker.close();
  process.exitCode = 1;
});

/** Opens the sockets and begins to answer. What it takes is loaded only now, with the children on their way. */
async function open(file: string): Promise<Session> {
  const { Wire, log, readConnection } = await import("./wire");
  const { History, Session } = await import("./session");
  const { endWithParent } = await import("./parent");
  const wire = await Wire.open(readConnection(file));
  const end = once(() => {
    evaluator.close();
    checker.close();
    void wire.close().then(() => process.exit());
  });
  const session = new Session({ front: wire, checker, evaluator, history: new History(historyFolder), end });
  process.on("SIGINT", () => session.interrupt());
  process.on("SIGTERM", end);
  process.on("uncaughtException", (error) => log(`an error of its own: ${error.stack}`));
  endWithParent(end);
  wire.listen((request) => session.receive(request));
  hurry();
  return session;
}

/**
 * Has V8 compile each function, and learn what it works on, when it is first called: V8 saves that for what runs often,
 * but few sessions last until then, and a cell goes through most of this process's code once.
 */
function hurry(): void {
  setFlagsFromString("--always-sparkplug");
  setFlagsFromString("--no-lazy-feedback-allocation");
}

/** The action, done at the first call only. */
function once(action: () => void): () => void {
  let done = false;
  return () => {
    if (!done) action();
    done = true;
  };
}
