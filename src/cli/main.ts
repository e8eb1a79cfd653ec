#!/usr/bin/env node
import { InputError, refuse } from "../errors";
import { claims } from "./claims";
import type { Command } from "./command";
import { glossary } from "./glossary";
import { parameters } from "./parameters";
import { report } from "./report";
import { run } from "./run";
import { sweep } from "./sweep";
import { notebook, text } from "./text";

const COMMANDS: Record<string, Command> = { run, parameters, sweep, report, text, notebook, claims, glossary };

function help(): string {
  const lines = Object.entries(COMMANDS).map(([name, { usage, summary }]) => `  slope ${name} ${usage}\n      ${summary}`);
  return ["Usage:", ...lines, "A notebook is named by its number (01), its name or its path.", ""].join("\n");
}

/** Does what the words of the command line say; resolves to the exit code: 1 for a notebook that fails, 2 for wrong words. */
async function main([name, ...words]: string[]): Promise<number> {
  if (name === undefined || name === "--help" || name === "-h" || words.includes("--help")) {
    process.stdout.write(help());
    return name === undefined ? 2 : 0;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name]! : refuse("command", `one of ${Object.keys(COMMANDS).join(", ")}`, name);
  return command.run(words);
}

main(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    console.error(error instanceof InputError ? error.message : error);
    process.exitCode = error instanceof InputError ? 2 : 1;
  },
);
