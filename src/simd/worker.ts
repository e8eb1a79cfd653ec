import { receiveMessageOnPort, workerData } from "node:worker_threads";
import { DONE, GIVEN, READY, type Order, type Start } from "./secondThread";
import { instantiate } from "./workspace";

/** The second thread: carries out orders for ever, asleep while there are none. */
const { port, counters } = workerData as Start;
const spaces = new Map<number, ReturnType<typeof instantiate>>();

function carryOut({ space, parts, call: [kernel, ...numbers] }: Order): void {
  if (parts) spaces.set(space, instantiate(parts.module, parts.memory));
  spaces.get(space)![kernel](...numbers);
}

Atomics.store(counters, READY, 1);
for (let done = 0; ; done++) {
  while (Atomics.load(counters, GIVEN) === done) Atomics.wait(counters, GIVEN, done);
  carryOut(receiveMessageOnPort(port)!.message as Order);
  Atomics.store(counters, DONE, done + 1);
  Atomics.notify(counters, DONE);
}
