import { runCommand } from "./command.mjs";
import { Fault } from "./fault.mjs";
import { isAtLeast } from "./node.mjs";
import { OLDEST_PYTHON } from "./pins.mjs";

const NAMES = ["python3", "python", ...[14, 13, 12, 11, 10].map((minor) => `python3.${minor}`)];

const PROBE = `
import sys, json, importlib.util as util
has = lambda name: util.find_spec(name) is not None
print(json.dumps({"version": "%d.%d.%d" % sys.version_info[:3], "path": sys.executable,
                  "venv": has("venv") and has("ensurepip")}))
`;

/**
 * The first Python on the PATH that can make the environment.
 *
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<{ version: string, path: string }>}
 * @throws {Fault} none there, too old, or without its venv module: whichever is nearest to right
 */
export async function findPython(env = process.env) {
  const found = [];
  for (const name of NAMES) {
    const python = await probe(name, env);
    if (!python) continue;
    if (isAtLeast(python.version, OLDEST_PYTHON) && python.venv) return python;
    found.push(python);
  }
  throw faultOf(found);
}

async function probe(name, env) {
  try {
    const { stdout } = await runCommand(name, ["-c", PROBE], { env, timeout: 20_000 });
    return JSON.parse(stdout);
  } catch {
    return undefined;
  }
}

function faultOf(found) {
  const withoutVenv = found.find(({ version }) => isAtLeast(version, OLDEST_PYTHON));
  if (withoutVenv) {
    return new Fault({
      what: "Python",
      rule: "one with its venv module",
      value: `${withoutVenv.path} (${withoutVenv.version}) without it`,
      hint: "On Debian and Ubuntu: `sudo apt install python3-venv`; then run the same command again",
    });
  }
  return new Fault({
    what: "Python",
    rule: `version ${OLDEST_PYTHON} or newer on the PATH`,
    value: found.length > 0 ? found[0].version : "none",
    hint: "Install one (https://www.python.org, or your system's packages) and run the same command again",
  });
}
