/**
 * What runs in the process of cells, with the pipes that `messages` names. What is not needed to take a request loads
 * when the process is up and idle, or with the first request.
 */
import { Socket } from "node:net";
import { setFlagsFromString } from "node:v8";
import type * as Tslab from "tslab";
import type { CommMessage, CompiledCell, Outcome } from "../parts";
import { readFrames } from "../pipe/frames";
import { Activity, beginRun, type Ending, type Failure } from "./activity";
import { hideBookkeeping } from "./bookkeeping";
import { CellKernel } from "./cellKernel";
import { Comms } from "./comms";
import { installStackTraces } from "./errors/stackTraces";
import { describeError } from "./errors/traceback";
import type { Interruption as InterruptionType } from "./interrupt/interruption";
import { mayRunLong } from "./interrupt/mayRunLong";
import { pipes, type Request } from "./messages";
import { Outlet } from "./outlet";
import { installPrompts } from "./prompts";
import { askReader } from "./readerPrompt";
import { RunsAgain } from "./runsAgain";
import { Scope } from "./scope";
import { listenForStrays } from "./strays";
import { installStreams } from "./streams";

/** After so long with nothing to do the guard comes up, and a cell is rehearsed if none has come before (ms). */
const REST = 200;

const folder = process.cwd();
const [secret] = process.argv.splice(2, 1);
process.execArgv.pop();

const outlet = new Outlet(secret!);
const scope = new Scope({ folder, provided: { tslab: giveTslab } });
const describe = (failure: Failure) => describeError(failure, scope.sources, folder);
const report = (cell: number, failure: Failure) => outlet.say({ type: "stray", cell, error: describe(failure) });
const goBack = () => interruption?.goBack();
const comms = new Comms(sendComm, report);
const runsAgain = new RunsAgain();
const kernel = new CellKernel(outlet, comms, runsAgain, describe, (text, password) => askReader(outlet, text, password), goBack);
let interruption: InterruptionType | undefined;
let tslab: typeof Tslab | undefined;
let learns = false;

installStreams(
  (name, text) => kernel.print(name, text),
  () => kernel.clear(false),
);
installStackTraces(scope.sources);
hideBookkeeping();
installPrompts((text, password) => kernel.prompt(text, password));
listenForStrays(report);
process.on("exit", () => outlet.flush());

const requests = new Socket({ fd: pipes.requests, readable: true, writable: false });
readFrames(requests, (request) => void setImmediate(() => take(request as Request)));
requests.on("close", endWithKernel);
outlet.say({ type: "ready" });
setImmediate(() => {
  loadRenderers();
  learnAtOnce(true);
});
const rest = setTimeout(useRest, REST).unref();

function take(request: Request): void {
  loadRenderers();
  if (request.type === "run" && !mayRunLong(request.compiled.code)) rest.refresh();
  else startGuard();
  if (request.type === "run") return run(request.compiled, request.place);
  if (request.type === "preload") return preload(request.cell, request.packages);
  comms.receive(request.cell, request.message, () => outlet.say({ type: "handled", serial: request.serial }));
}

/** Runs a cell; the value of its last expression, when it has one, becomes its result. */
function run(compiled: CompiledCell, place: string | undefined): void {
  const { cell } = compiled;
  const runs = beginRun();
  const forgetEarlierRun = runsAgain.begin(place);
  const { renderResult } = require("./result") as typeof import("./result");
  const ended = (ending: Ending) => {
    activity.do(forgetEarlierRun);
    const outcome: Outcome =
      "error" in ending
        ? { status: "error", error: describe(ending), missing: scope.missing(cell) }
        : { status: "ok", result: ending.value as (Outcome & { status: "ok" })["result"] };
    outlet.say({ type: "outcome", outcome });
    learnAtOnce(false);
  };
  const activity = new Activity(cell, "cell", ended, place);
  interruption?.hasBegun(runs); // an interrupt for this cell finds it from here on
  activity.undertake(async () => {
    const last = await scope.run(compiled);
    return last === undefined || last.value === undefined ? undefined : renderResult(last.value);
  });
}

/** Loads packages for a cell that comes when its types have been checked. */
function preload(cell: number, packages: string[]): void {
  learnAtOnce(false);
  const activity = new Activity(cell, "cell", () => {});
  activity.undertake(() => scope.preload(packages));
}

/**
 * Starts what interrupts; with the first cell that may run long, as it takes ten times as long as one that may not, or
 * before, while nothing is asked for.
 */
function startGuard(): void {
  clearTimeout(rest);
  if (interruption) return;
  const { Interruption } = require("./interrupt/interruption") as typeof import("./interrupt/interruption");
  interruption = new Interruption(({ cell }, error) => report(cell, { error }));
}

/**
 * Has V8 learn from a function's first call on what it works on: for the first cell, which goes through most of the
 * kernel's code once. Packages load without: they would load more slowly.
 */
function learnAtOnce(isOn: boolean): void {
  if (isOn === learns) return;
  learns = isOn;
  setFlagsFromString(isOn ? "--no-lazy-feedback-allocation" : "--lazy-feedback-allocation");
}

function useRest(): void {
  startGuard();
  if (learns) rehearse();
}

/** Runs a cell that nobody sees, in a scope of its own: the first takes several times the time of the next. */
function rehearse(): void {
  const { renderResult } = require("./result") as typeof import("./result");
  const cell = { cell: 0, code: "", javascript: "(function ($cell) { return { value: [1] } })", sourceMap: "", imports: [], names: [], modules: [] };
  void new Scope({ folder }).run(cell).then((last) => renderResult(last!.value)).then(() => learnAtOnce(false));
}

function sendComm(cell: number, message: CommMessage): void {
  outlet.say({ type: "comm", cell, message });
  goBack();
}

function loadRenderers(): void {
  const { installKernel } = require("../../display") as typeof import("../../display");
  installKernel(kernel);
}

function giveTslab(): typeof Tslab {
  const { tslabModule } = require("./tslabModule") as typeof import("./tslabModule");
  return (tslab ??= tslabModule((data, metadata, options) => kernel.display(data, metadata, options)));
}

/** The kernel is gone: listeners of "exit" may tidy up, then everything ends that cells have started. */
function endWithKernel(): void {
  process.on("exit", () => process.kill(-process.pid, "SIGKILL"));
  process.exit();
}
