import path from "node:path";
import { projectRoot, type RunRecord } from "../run";
import { backend } from "../tensorflow";
import { packageVersion } from "./assets";

/** How a report was made: which notebook, when, how long it took, and with which versions. */
export function colophon({ source, startedAt, seconds, cells }: RunRecord): string[] {
  const day = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeStyle: "short", timeZone: "UTC" }).format(startedAt);
  return [
    `Made on ${day} UTC from ${notebookName(source)}: ${cells === 1 ? "its one code cell" : `all ${cells} code cells`} run in order in a clean kernel, in ${seconds.toFixed(1)} s.`,
    [
      `Node ${process.versions.node}`,
      `tslab ${packageVersion("tslab")}`,
      tensorFlowVersions(),
      `Vega-Lite ${packageVersion("vega-lite")}`,
      `danfojs-node ${packageVersion("danfojs-node")}`,
    ].join(", ") + ".",
  ];
}

/** Which TensorFlow the notebook ran on: the kernel and this process choose it in the same way. */
function tensorFlowVersions(): string {
  const { name, tensorFlowVersion, tfjsVersion } = backend();
  return `TensorFlow.js ${tfjsVersion} on ${name === "native" ? `TensorFlow ${tensorFlowVersion}` : "WebAssembly"}`;
}

/** A notebook of the project by its place there, any other by its name: where it lies is nobody's business. */
function notebookName(source: string): string {
  const inside = path.relative(projectRoot, source).split(path.sep).join("/");
  return inside.startsWith("..") ? path.basename(source) : inside;
}
