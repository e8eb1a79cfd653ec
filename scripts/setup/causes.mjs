import { CommandFailure } from "./command.mjs";
import { Fault } from "./fault.mjs";

const LINES_SHOWN = 12;

const FULL_DISK = /ENOSPC|EDQUOT|No space left on device|disk quota/i;
const NOT_WRITABLE = /EACCES|EPERM|EROFS|ENOTDIR|EEXIST|Permission denied|Read-only file system/i;
const WRONG_HASH = /DO NOT MATCH THE HASHES|EINTEGRITY|integrity checksum failed/i;
const CUT_OFF = new RegExp(
  ["IncompleteRead", "incomplete-download", "Connection (broken|reset|aborted|refused)", "timed out", "Max retries",
    "NewConnectionError", "Name or service", "Temporary failure", "No matching distribution", "SSLError", "CERTIFICATE",
    "ECONNRESET", "ECONNREFUSED", "ETIMEDOUT", "ENOTFOUND", "EAI_AGAIN", "ERR_SOCKET_TIMEOUT"].join("|"), "i");

/**
 * Turns what went wrong in a step into a sentence that says what to do.
 *
 * @param {Error} error what was thrown
 * @param {{ what: string, folder: string, hint: string }} step what was being done, where it writes, and the way on
 *   where the cause is none of the known ones
 * @returns {Error} a {@link Fault}; or the error itself where it already is one, or is a mistake of the set-up
 */
export function explain(error, { what, folder, hint }) {
  const isCommand = error instanceof CommandFailure;
  if (!isCommand && !error.code) return error;
  const text = isCommand ? error.output : `${error.code} ${error.message}`;
  const fault = (rule, value, way, details = "") => new Fault({ what, rule, value, hint: way, details });
  if (FULL_DISK.test(text)) {
    return fault(`free room in ${folder}`, "a full disk", "Free about 3 GB and run the same command again");
  }
  if (WRONG_HASH.test(text)) {
    return fault("files with the hashes of the lock file", "something else", "A mirror or proxy altered a file, or it "
      + "arrived damaged; nothing of it was installed. Run the same command again, if need be with another mirror");
  }
  if (CUT_OFF.test(text)) {
    return fault("a whole download", "one that was refused or cut off", "Check the network, and the proxy or mirror "
      + "that npm and pip are set to use, then run the same command again");
  }
  if (NOT_WRITABLE.test(text) || error.syscall === "mkdir") return fault("a folder that can be written to", `${folder} (${cause(text)})`, hint);
  return isCommand ? fault("a command that succeeds", error.message, hint, excerpt(text)) : error;
}

function cause(text) {
  if (/EROFS|Read-only/i.test(text)) return "read-only";
  if (/ENOTDIR|EEXIST/.test(text)) return "a file is in its place";
  return /ENOENT/.test(text) ? "it cannot be made" : "no permission"; // what Node says of a new folder on a read-only disk
}

const NOISE = /^(WARNING: (Location|The directory)|\[notice\]|npm error$)/;

/** The beginning and the end of a command's output: one tool says what is wrong first, another last. */
function excerpt(output) {
  const lines = output.split("\n").map((line) => line.trimEnd()).filter((line) => line && !NOISE.test(line));
  const shown = lines.length <= LINES_SHOWN ? lines : [...lines.slice(0, LINES_SHOWN / 2), "…", ...lines.slice(-LINES_SHOWN / 2)];
  return shown.map((line) => `  | ${line}`).join("\n");
}
