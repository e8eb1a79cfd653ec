import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { bytesIn, cached } from "./cache.mjs";
import { explain } from "./causes.mjs";
import { runCommand } from "./command.mjs";
import { runPip } from "./environment.mjs";
import { isAtLeast } from "./node.mjs";
import { glibcVersion } from "./packages.mjs";
import { OLDEST_GLIBC, TENSORFLOW, TENSORFLOW_WHEELS } from "./pins.mjs";
import { venvPython } from "./places.mjs";

/** The headers that tfjs-node's binding and our own sources include; the rest follows from these. */
const HEADERS = [
  "tensorflow/c/c_api.h",
  "tensorflow/c/eager/c_api.h",
  "tensorflow/c/kernels.h",
  "tensorflow/c/ops.h",
  "tensorflow/c/tf_datatype.h",
  "tensorflow/c/tf_status.h",
  "tensorflow/c/tf_tensor.h",
  "tensorflow/core/platform/ctstring_internal.h",
  "absl/log/globals.h",
];

const UNPACK = path.join(path.dirname(fileURLToPath(import.meta.url)), "unpack_wheel.py");

/** This machine as the wheels are listed: "linux-x64". */
export const machine = () => `${process.platform}-${process.arch}`;

/** Why no wheel of TensorFlow runs on a machine, or nothing where one does. */
export function whyNoWheel(name = machine(), glibc = glibcVersion()) {
  if (!TENSORFLOW_WHEELS[name]) return `TensorFlow ${TENSORFLOW} has no library for ${name}`;
  if (!name.startsWith("linux")) return undefined;
  if (!glibc) return "TensorFlow's library needs the GNU C library, and this system has another";
  return isAtLeast(glibc, OLDEST_GLIBC) ? undefined : `TensorFlow's library needs glibc ${OLDEST_GLIBC}, and this system has ${glibc}`;
}

/** Where the cache keeps TensorFlow's libraries. The name changes with the headers: an older entry lacks some. */
export const tensorflowFolder = (cache) => path.join(cache, `tensorflow-${TENSORFLOW}-${machine()}-${SELECTION}`);

const SELECTION = createHash("sha256").update(HEADERS.join()).digest("hex").slice(0, 8);

/**
 * The cache entry with TensorFlow's two libraries (`lib/`) and the headers (`include/`), out of the pinned wheel.
 *
 * @returns {Promise<string>} its folder
 */
export async function tensorflowLibraries(root, cache, { note = () => {}, say, signal, wheel = TENSORFLOW_WHEELS[machine()] } = {}) {
  const build = async (folder) => {
    const file = await download(root, folder, wheel, { note, signal });
    note("unpacking");
    await runCommand(venvPython(root), [UNPACK, file, folder, "--libraries", ...wheel.libraries, "--headers", ...HEADERS], { signal });
    rmSync(path.dirname(file), { recursive: true });
  };
  try {
    return await cached(cache, path.basename(tensorflowFolder(cache)), build, { say, signal });
  } catch (error) {
    throw explain(error, {
      what: "TensorFlow",
      folder: cache,
      hint: "Set XDG_CACHE_HOME to a folder that can be written to; or SLOPE_BACKEND=wasm does without TensorFlow's library",
    });
  }
}

/** Downloads the wheel with pip, which checks its hash and knows the reader's mirror, proxy and certificates. */
async function download(root, folder, { project, tag, sha256, size }, { note, signal }) {
  const place = path.join(folder, "download");
  mkdirSync(place);
  const list = path.join(place, "wheel.txt");
  writeFileSync(list, `${project}==${TENSORFLOW} --hash=sha256:${sha256}\n`);
  const megabytes = (bytes) => Math.round(bytes / 1e6);
  const watch = setInterval(() => note(`${Math.min(megabytes(bytesIn(place)), megabytes(size))} of ${megabytes(size)} MB`), 1000);
  const args = ["download", "--no-deps", "--no-cache-dir", "--only-binary=:all:", "--implementation=cp", "--python-version=3.12",
    `--platform=${tag}`, "--require-hashes", "-r", list, "-d", place];
  try {
    await runPip(root, args, { signal, env: { ...process.env, TMPDIR: place, TEMP: place } });
  } finally {
    clearInterval(watch);
  }
  return path.join(place, readdirSync(place).find((name) => name.endsWith(".whl")));
}
