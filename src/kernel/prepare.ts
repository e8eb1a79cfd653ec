/** The command of set-up that makes what lets the kernel start quickly; without, it starts all the same. */
import { buildBundles } from "./bundle/buildBundles";
import { buildSnapshots } from "./compiler/buildSnapshot";

async function prepare(): Promise<void> {
  buildBundles();
  await buildSnapshots();
}

prepare().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
