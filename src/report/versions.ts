import { backend } from "../tensorflow";
import { packageVersion } from "./assets";

/** What a notebook of this project runs on, by name and version. */
export function versions(): string[] {
  const { name, tensorFlowVersion, tfjsVersion } = backend(); // the kernel and this process choose it in the same way
  return [
    `Node ${process.versions.node}`,
    `tslab ${packageVersion("tslab")}`,
    `TensorFlow.js ${tfjsVersion} on ${name === "native" ? `TensorFlow ${tensorFlowVersion}` : "WebAssembly"}`,
    `Vega-Lite ${packageVersion("vega-lite")}`,
    `danfojs-node ${packageVersion("danfojs-node")}`,
  ];
}
