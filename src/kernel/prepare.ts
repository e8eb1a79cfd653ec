/** The command of set-up that makes what lets the kernel start quickly; without, it starts all the same. */
import { buildSnapshots } from "./compiler/buildSnapshot";

buildSnapshots().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
