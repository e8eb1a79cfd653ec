import { receiveMessageOnPort, workerData } from "node:worker_threads";
import { ARGUMENTS, awaitValue, COUNT, DONE, GIVEN, KERNEL, NEWS, READY, SPACE, type News, type Start } from "./secondThread";
import { instantiate } from "./workspace";

/** The second thread: carries out orders for ever, asleep while there are none. */
const { port, shared } = workerData as Start;
const spaces = new Map<number, ReturnType<typeof instantiate>>();
let names: readonly string[] = [];

/** All of the news: an interrupt may have kept the order from coming that some of them were for. */
function readNews(): void {
  for (let received = receiveMessageOnPort(port); received; received = receiveMessageOnPort(port)) {
    const news = received.message as News;
    names = news.names ?? names;
    if (news.space) spaces.set(news.space.number, instantiate(news.space.module, news.space.memory));
  }
}

function carryOut(): void {
  if (shared[NEWS] === 1) readNews();
  spaces.get(shared[SPACE])![names[shared[KERNEL]]](...shared.subarray(ARGUMENTS, ARGUMENTS + shared[COUNT]));
}

Atomics.store(shared, READY, 1);
for (let done = 0; ; done++) {
  awaitValue(shared, GIVEN, done + 1);
  while (Atomics.load(shared, GIVEN) === done) Atomics.wait(shared, GIVEN, done);
  carryOut();
  Atomics.store(shared, DONE, done + 1);
  Atomics.notify(shared, DONE);
}
