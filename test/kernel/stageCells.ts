import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { CheckerProcess } from "../../src/kernel/compiler";
import { Scope } from "../../src/kernel/evaluator/scope";
import type { CompiledCell, Diagnostic } from "../../src/kernel/parts";

/** A notebook's folder with files that tests write, a checker for it, and a scope in this process to run cells in. */
export class Cells {
  readonly folder = mkdtempSync(path.join(tmpdir(), "slope-cells-"));
  readonly notices: string[] = [];
  readonly checker: CheckerProcess;
  scope: Scope;
  private cell = 0;

  constructor() {
    this.checker = new CheckerProcess((notice) => this.notices.push(notice), this.folder);
    this.scope = new Scope({ folder: this.folder });
  }

  /** What the last expression of a cell gives. */
  async value(code: string): Promise<unknown> {
    const compiled = await this.compiled(code);
    try {
      return (await this.scope.run(compiled))?.value;
    } catch (error) {
      await this.checker.retract(compiled.cell, this.scope.missing(compiled.cell));
      throw error;
    }
  }

  /** What the last of several cells gives. */
  async values(...cells: string[]): Promise<unknown> {
    let last: unknown;
    for (const code of cells) last = await this.value(code);
    return last;
  }

  async compiled(code: string): Promise<CompiledCell> {
    const compilation = await this.checker.compile(++this.cell, code);
    if (compilation.ok) return compilation.compiled;
    throw new Error(`${code}\n${compilation.diagnostics.map(({ message }) => message).join("\n")}`);
  }

  /** What TypeScript says against a cell, short: `[2322, "1:7"]`. */
  async codes(code: string): Promise<[number, string][]> {
    return (await this.diagnostics(code)).map((found) => [found.code, `${found.file ?? ""}${found.line}:${found.column}`]);
  }

  async diagnostics(code: string): Promise<Diagnostic[]> {
    const compilation = await this.checker.compile(++this.cell, code);
    return compilation.ok ? [] : compilation.diagnostics;
  }

  write(file: string, text: string): void {
    const whole = path.join(this.folder, file);
    mkdirSync(path.dirname(whole), { recursive: true });
    writeFileSync(whole, text);
  }

  /** Installs a package by hand: its `package.json` and its files. */
  install(name: string, manifest: object, files: Record<string, string>): void {
    this.write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: "1.0.0", ...manifest }));
    for (const [file, text] of Object.entries(files)) this.write(`node_modules/${name}/${file}`, text);
  }

  /** As at the beginning: no cells. */
  async forget(): Promise<void> {
    await this.checker.forget();
    this.scope = new Scope({ folder: this.folder });
  }

  close(): void {
    this.checker.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
