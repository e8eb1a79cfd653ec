import type { Content } from "../wire";
import { PROTOCOL } from "../wire";

/** The parts of a package's description that are told. */
interface Description {
  version: string;
}

/** What this kernel is and which language it speaks. */
export function kernelInfo(): Content {
  const { version } = require("../../../../package.json") as Description;
  const typescript = require("@tslab/typescript-for-tslab/package.json") as Description;
  return {
    status: "ok",
    protocol_version: PROTOCOL,
    implementation: "slope",
    implementation_version: version,
    language_info: {
      name: "typescript",
      version: typescript.version,
      mimetype: "text/typescript",
      file_extension: ".ts",
      pygments_lexer: "typescript",
      codemirror_mode: { mode: "typescript", name: "javascript", typescript: true },
    },
    banner: `Slope ${version}: TypeScript ${typescript.version} on Node ${process.versions.node}`,
    help_links: [{ text: "TypeScript", url: "https://www.typescriptlang.org/docs/" }],
    debugger: false,
    supported_features: [],
  };
}
