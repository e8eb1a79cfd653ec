import { readFileSync } from "node:fs";
import path from "node:path";
import { PROTOCOL, type Content } from "../wire";

/** This project's own description. */
const PACKAGE = path.join(__dirname, "../../../../package.json");

/** What this kernel is and which language it speaks. */
export function kernelInfo(): Content {
  const slope = versionIn(PACKAGE);
  const typescript = versionIn(require.resolve("@tslab/typescript-for-tslab/package.json"));
  return {
    status: "ok",
    protocol_version: PROTOCOL,
    implementation: "slope",
    implementation_version: slope,
    language_info: {
      name: "typescript",
      version: typescript,
      mimetype: "text/typescript",
      file_extension: ".ts",
      pygments_lexer: "typescript",
      codemirror_mode: { mode: "typescript", name: "javascript", typescript: true },
    },
    banner: `Slope ${slope}: TypeScript ${typescript} on Node ${process.versions.node}`,
    help_links: [{ text: "TypeScript", url: "https://www.typescriptlang.org/docs/" }],
    debugger: false,
    supported_features: [],
  };
}

const versionIn = (file: string) => (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
