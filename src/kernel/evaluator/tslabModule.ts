import path from "node:path";
import type * as Tslab from "tslab";
import type { RunningKernel } from "../../display";
import { newId } from "./ids";
import { jsonOf } from "./json";

type Show = RunningKernel["display"];

/** What `import * as tslab from "tslab"` gives a cell: tslab's public module, showing through this kernel. */
export function tslabModule(show: Show): typeof Tslab {
  return {
    versions: { tslab: versionOf("tslab"), typescript: versionOf("@tslab/typescript-for-tslab"), node: process.version },
    display: new DisplayEntry(show),
    newDisplay: () => new DisplayEntry(show, newId()),
  };
}

/** Shows values one after another; with an id, in place of one another. */
class DisplayEntry implements Tslab.Display {
  private isShown = false;

  constructor(
    private readonly show: Show,
    private readonly displayId?: string,
  ) {}

  javascript(text: string): void {
    this.raw("text/javascript", text);
  }
  html(text: string): void {
    this.raw("text/html", text);
  }
  markdown(text: string): void {
    this.raw("text/markdown", text);
  }
  latex(text: string): void {
    this.raw("text/latex", text);
  }
  svg(text: string): void {
    this.raw("image/svg+xml", text);
  }
  png(bytes: Uint8Array): void {
    this.raw("image/png", bytes);
  }
  jpeg(bytes: Uint8Array): void {
    this.raw("image/jpeg", bytes);
  }
  gif(bytes: Uint8Array): void {
    this.raw("image/gif", bytes);
  }
  pdf(bytes: Uint8Array): void {
    this.raw("application/pdf", bytes);
  }
  text(text: string): void {
    this.raw("text/plain", text);
  }
  raw(contentType: string, content: string | Uint8Array): void {
    this.show({ [contentType]: jsonOf(content) }, {}, { displayId: this.displayId, update: this.isShown });
    this.isShown = this.displayId !== undefined;
  }
}

function versionOf(name: string): string {
  const { version } = require(path.join(name, "package.json")) as { version: string };
  return version;
}
