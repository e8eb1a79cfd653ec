import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { readIfThere, writeIfChanged } from "./notes.mjs";
import { noteFolder } from "./places.mjs";

const LOGO = path.join(path.dirname(fileURLToPath(import.meta.url)), "kernel_logo.svg");

/** How Jupyter starts the kernel: on this Node; the process that runs cells is prepared for TensorFlow. */
function kernelSpec(root) {
  return {
    argv: [
      process.execPath,
      path.join(root, "build/src/kernel/main.js"),
      "{connection_file}",
      "--require",
      path.join(root, "build/src/tensorflow/preload.js"),
    ],
    display_name: "TypeScript (Slope)",
    language: "typescript",
    interrupt_mode: "message",
    kernel_protocol_version: "5.5",
    metadata: { supported_encryption: ["curve"] },
  };
}

/** The server: this machine only, quick to start, asking nothing of the network. */
const SERVER = {
  ServerApp: {
    ip: "127.0.0.1",
    log_level: "ERROR",
    jpserver_extensions: { jupyterlab: true, jupyterlab_jupytext: false, jupyter_lsp: false },
  },
  // A cell may print a hundred thousand lines: Jupyter's own limit of 1 MB a second would drop most of them.
  ZMQChannelsWebsocketConnection: { iopub_data_rate_limit: 20_000_000 },
  LabApp: { log_level: "ERROR", extension_manager: "readonly", news_url: null, check_for_updates_class: "jupyterlab.NeverCheckForUpdate" },
};

/** The page: no check for builds (there is nothing to build), no search for language servers (there are none). */
const PAGE = {
  buildAvailable: false,
  buildCheck: false,
  disabledExtensions: {
    "jupyterlab-jupytext": true,
    "@jupyterlab/lsp-extension": true,
    "@jupyterlab/notebook-extension:language-server": true,
    "@jupyterlab/fileeditor-extension:language-server": true,
  },
};

/** The reader's settings until the reader changes them. */
const SETTINGS = {
  "@jupyterlab/apputils-extension:notification": { checkForUpdates: false, fetchNews: "false" },
  // A notebook saved with sliders keeps them and their newest picture for readers without the kernel.
  "@jupyter-widgets/jupyterlab-manager:plugin": { saveState: true },
};

function files(root) {
  const share = path.join(root, ".venv/share/jupyter");
  const json = (value) => `${JSON.stringify(value, undefined, 2)}\n`;
  return {
    [path.join(share, "kernels/tslab/kernel.json")]: json(kernelSpec(root)),
    [path.join(share, "kernels/tslab/logo-svg.svg")]: readFileSync(LOGO, "utf8"),
    [path.join(share, "lab/settings/overrides.json")]: json(SETTINGS),
    [path.join(root, ".venv/etc/jupyter/jupyter_server_config.json")]: json(SERVER),
    [path.join(share, "lab/settings/page_config.json")]: json(PAGE),
  };
}

/** Whether the kernel and the lab's defaults are as they should be (another Node or another place changes them). */
export function labIsConfigured(root) {
  return Object.entries(files(root)).every(([file, text]) => readIfThere(file) === text);
}

/** Writes the kernel's specification and the lab's defaults into `.venv`, and nowhere else. */
export function configureLab(root) {
  for (const [file, text] of Object.entries(files(root))) writeIfChanged(file, text);
}

/** The environment for anything of Jupyter's: all that it writes stays in the clone; the reader's own is left alone. */
export function jupyterEnvironment(root, env = process.env) {
  const place = path.join(noteFolder(root), "jupyter");
  return {
    ...env,
    JUPYTER_CONFIG_DIR: path.join(place, "config"),
    JUPYTER_DATA_DIR: path.join(place, "data"),
    JUPYTER_RUNTIME_DIR: path.join(place, "runtime"),
    JUPYTERLAB_SETTINGS_DIR: path.join(place, "settings"),
    JUPYTERLAB_WORKSPACES_DIR: path.join(place, "workspaces"),
    IPYTHONDIR: path.join(place, "ipython"),
  };
}
