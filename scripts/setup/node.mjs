/**
 * The first thing every command does: is this Node new enough for the rest? Written in words that Node 12 still
 * understands (no static import of newer code, no `await` on top, no `?.`), so that the answer is a sentence.
 */
export const OLDEST_NODE = "20.19";

/** Whether version `a` ("20.19.0") is at least version `b` ("20.19"). */
export function isAtLeast(a, b) {
  const left = a.split(".").map(Number);
  const right = b.split(".").map(Number);
  for (let i = 0; i < right.length; i += 1) {
    if ((left[i] || 0) !== right[i]) return (left[i] || 0) > right[i];
  }
  return true;
}

/** The sentence for a Node that is too old, or nothing. */
export function nodeFault(version) {
  if (isAtLeast(version, OLDEST_NODE)) return undefined;
  return "Node: expected version " + OLDEST_NODE + " or newer, received " + version +
    ". Install a newer one (https://nodejs.org, or `nvm install 22`) and run the same command again.";
}

/** Runs `scripts/commands/<name>.mjs` with the arguments after the command, and exits with its code. */
export function run(name) {
  const fault = nodeFault(process.versions.node);
  if (fault) {
    console.error(fault);
    process.exitCode = 1;
    return;
  }
  import("../commands/" + name + ".mjs")
    .then((command) => command.default(process.argv.slice(2)))
    .then((code) => { process.exitCode = code; })
    .catch((error) => {
      console.error(error.name === "Fault" ? error.message : error);
      if (error.details) console.error(error.details);
      process.exitCode = 1;
    });
}
