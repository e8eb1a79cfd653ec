import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { BINDING_FILE, compiledBinding, compilerArguments, compilersOnPath } from "../../scripts/setup/binding.mjs";
import { CommandFailure } from "../../scripts/setup/command.mjs";
import { markStartFirst } from "../../scripts/setup/zig.mjs";
import { commands, folderFor, messageOf, smallClone, write } from "./stand_ins.mjs";

const WRITES = 'for output; do :; done; echo "by $0" > "$output"';

function clone(t) {
  const root = folderFor(t);
  return { root, ...smallClone(root) };
}

const noZig = () => Promise.reject(new CommandFailure("python", { code: 1, output: "ERROR: No matching distribution found for ziglang" }));

test("compiles tfjs-node's own sources against the libraries beside it, wherever the cache lies", (t) => {
  const { root, libraries } = clone(t);
  const args = compilerArguments(root, libraries, "/out.node", { platform: "linux" });
  const sources = args.filter((arg) => arg.endsWith(".cc")).map((file) => path.basename(file));
  assert.equal(sources.length, 5);
  assert.deepEqual(sources.slice(-3), ["quiet.cc", "sessions.cc", "pooledConvolution.cc"]);
  assert.equal(args.includes("-DTF_LoadSessionFromSavedModel=SlopeLoadSession"), true);
  assert.equal(args.includes("-DTF_SessionRun=SlopeRunSession"), true);
  assert.equal(args.includes("-Wl,-rpath,$ORIGIN/../libraries/lib"), true);
  assert.equal(args.includes("-Wl,-z,initfirst"), true);
  assert.deepEqual(args.slice(-2), ["-o", "/out.node"]);
  const mac = compilerArguments(root, libraries, "/out.node", { platform: "darwin" });
  assert.equal(mac.includes("-Wl,-rpath,@loader_path/../libraries/lib"), true);
  assert.equal(mac.some((arg) => arg.includes("initfirst")), false);
});

test("the first compiler that can, does; it runs once", async (t) => {
  const { root, libraries, cache } = clone(t);
  const env = { PATH: `${commands(root, { "g++": "echo 'fatal error: no C++17' >&2; exit 1", "clang++": WRITES }).PATH}:/usr/bin:/bin` };
  const compilers = compilersOnPath({ PATH: path.join(root, "bin") });
  const entry = await compiledBinding(root, cache, libraries, { env, compilers, zig: noZig });
  assert.match(readFileSync(path.join(entry, BINDING_FILE), "utf8"), /clang\+\+/);
  assert.equal(await compiledBinding(root, cache, libraries, { env, compilers: [], zig: noZig }), entry);
});

test("without a compiler, the one from PyPI is used and told to leave start-up order to us", async (t) => {
  const { root, libraries, cache } = clone(t);
  const zig = async (_root, folder, args) => {
    assert.equal(args.includes("-Wl,-z,initfirst"), false);
    write(folder, { [BINDING_FILE]: "by zig" });
  };
  const entry = await compiledBinding(root, cache, libraries, { env: commands(root, {}), zig });
  assert.equal(readFileSync(path.join(entry, BINDING_FILE), "utf8"), "by zig");
});

test("where no compiler can, each one's reason is told and nothing is left in the cache", async (t) => {
  const { root, libraries, cache } = clone(t);
  const env = commands(root, { "g++": "echo 'x.cc:1: error: cannot find -lstdc++' >&2; exit 1" });
  assert.equal(
    await messageOf(() => compiledBinding(root, cache, libraries, { env, zig: noZig })),
    "no C++ compiler could build tfjs-node's binding (g++: x.cc:1: error: cannot find -lstdc++; "
      + "ziglang: ERROR: No matching distribution found for ziglang)",
  );
  assert.deepEqual(readdirSync(cache), []);
});

test("a disk that fills up while compiling is called so, not taken for a bad compiler", async (t) => {
  const { root, libraries, cache } = clone(t);
  const env = commands(root, { "g++": "echo 'fatal error: error writing to x.s: No space left on device' >&2; exit 1" });
  assert.match(await messageOf(() => compiledBinding(root, cache, libraries, { env, zig: noZig })), /received a full disk/);
  assert.equal(existsSync(path.join(cache, "tfjs-node")), false);
});

test("the reader's own compiler, with its arguments, comes first", (t) => {
  const env = { ...commands(folderFor(t), { "g++": "" }), CXX: "ccache g++-13" };
  assert.deepEqual(compilersOnPath(env), [["ccache", "g++-13"], [path.join(env.PATH, "g++")]]);
});

test("marks a library to start first, and refuses a file with no place for the mark", (t) => {
  const root = folderFor(t);
  const elf = Buffer.alloc(256);
  elf.writeBigUInt64LE(64n, 0x20); // program headers
  elf.writeUInt16LE(56, 0x36);
  elf.writeUInt16LE(1, 0x38);
  elf.writeUInt32LE(2, 64); // the dynamic segment
  elf.writeBigUInt64LE(128n, 64 + 8);
  elf.writeBigUInt64LE(32n, 64 + 32);
  elf.writeBigUInt64LE(30n, 128);
  elf.writeBigUInt64LE(0x6ffffffbn, 144);
  elf.writeBigUInt64LE(1n, 152);
  write(root, { "library.node": elf });
  markStartFirst(path.join(root, "library.node"));
  assert.equal(readFileSync(path.join(root, "library.node")).readBigUInt64LE(152), 0x21n);
  elf.writeBigUInt64LE(0n, 144);
  write(root, { "other.node": elf });
  assert.throws(() => markStartFirst(path.join(root, "other.node")), /has no flags to set/);
});
