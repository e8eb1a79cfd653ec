import { createServer } from "node:net";

/**
 * Systems give ports from 32768 (Linux) or 49152 on to connections and to servers that let them choose. A port that is
 * chosen there, let go, and bound by a kernel when it has started, seconds later, may be somebody else's by then.
 */
const FIRST = 10_000;
const LAST = 32_000;

/** Processes that run at the same time begin at different places. */
let next = FIRST + Math.floor(Math.random() * (LAST - FIRST));

/** Ports of this machine that are free, and that the system gives to nobody by itself. */
export async function freePorts(count: number): Promise<number[]> {
  const ports: number[] = [];
  while (ports.length < count) {
    const port = next;
    next = port < LAST ? port + 1 : FIRST;
    if (await isFree(port)) ports.push(port);
  }
  return ports;
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer().on("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}
