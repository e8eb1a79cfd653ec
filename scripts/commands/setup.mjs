import { prepare } from "../setup/prepare.mjs";

/** `npm run setup`: prepares everything and says what the lab runs on. */
export default async function setup() {
  const progress = await prepare({ retry: true });
  if (!progress.worked) console.log(`Everything is in place (${progress.seconds.toFixed(2)} s).`);
  return 0;
}
