import { readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { runCommand } from "./command.mjs";
import { runPip } from "./environment.mjs";
import { ZIG } from "./pins.mjs";

/** Compiles with the C++ compiler out of PyPI's `ziglang` wheel, which is removed again. */
export async function compileWithZig(root, folder, args, { signal } = {}) {
  const place = path.join(folder, "zig");
  const list = path.join(folder, "zig.txt");
  writeFileSync(list, `ziglang==${ZIG.version} ${ZIG.sha256.map((hash) => `--hash=sha256:${hash}`).join(" ")}\n`);
  try {
    const temporary = { TMPDIR: folder, ZIG_GLOBAL_CACHE_DIR: path.join(place, "cache"), ZIG_LOCAL_CACHE_DIR: path.join(place, "cache") };
    const env = { ...process.env, ...temporary };
    await runPip(root, ["install", "--no-deps", "--no-compile", "--no-cache-dir", "--only-binary=:all:", "--require-hashes",
      "--target", place, "-r", list], { signal, env });
    await runCommand(path.join(place, "ziglang", "zig"), ["c++", ...args], { signal, env });
    if (process.platform === "linux") markStartFirst(args.at(-1));
  } finally {
    rmSync(place, { recursive: true, force: true, maxRetries: 3 });
    rmSync(list, { force: true });
  }
}

const DYNAMIC_SEGMENT = 2;
const FLAGS_1 = 0x6ffffffb;
const START_FIRST = 0x20;

/**
 * Sets the flag in a shared library (64-bit little-endian ELF) that its start-up code runs before that of the libraries
 * it needs. Other linkers do it for `-z initfirst`; zig's refuses that.
 *
 * @throws {Error} where the file has no entry to set it in
 */
export function markStartFirst(file) {
  const elf = readFileSync(file);
  const headers = Number(elf.readBigUInt64LE(0x20));
  const headerSize = elf.readUInt16LE(0x36);
  for (let header = headers; header < headers + headerSize * elf.readUInt16LE(0x38); header += headerSize) {
    if (elf.readUInt32LE(header) !== DYNAMIC_SEGMENT) continue;
    const start = Number(elf.readBigUInt64LE(header + 8));
    for (let entry = start; entry < start + Number(elf.readBigUInt64LE(header + 32)); entry += 16) {
      if (elf.readBigUInt64LE(entry) !== BigInt(FLAGS_1)) continue;
      elf.writeBigUInt64LE(elf.readBigUInt64LE(entry + 8) | BigInt(START_FIRST), entry + 8);
      writeFileSync(file, elf);
      return;
    }
  }
  throw new Error(`${file} has no flags to set`);
}
