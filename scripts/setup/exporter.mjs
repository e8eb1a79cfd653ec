import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { readIfThere, writeIfChanged } from "./notes.mjs";

const MODULE = path.join(path.dirname(fileURLToPath(import.meta.url)), "slope_report.py");
const VERSION = "0.1.0";

/** Where the environment keeps its Python packages; nothing while there is none. */
function sitePackages(root) {
  if (process.platform === "win32") return path.join(root, ".venv", "Lib", "site-packages");
  const lib = path.join(root, ".venv", "lib");
  try {
    const python = readdirSync(lib).find((name) => /^python3\.\d+$/.test(name));
    return python && path.join(lib, python, "site-packages");
  } catch {
    return undefined;
  }
}

/** The files of a Python package that holds the exporter: nbconvert finds it by its entry point. */
function files(root) {
  const folder = sitePackages(root);
  if (folder === undefined) return {};
  const about = path.join(folder, `slope_report-${VERSION}.dist-info`);
  const places = { node: process.execPath, page: path.join(root, "build/src/report/exportPage.js") };
  return {
    [path.join(folder, "slope_report.py")]: readFileSync(MODULE, "utf8"),
    [path.join(folder, "slope_report.json")]: `${JSON.stringify(places, undefined, 2)}\n`,
    [path.join(about, "METADATA")]: `Metadata-Version: 2.1\nName: slope-report\nVersion: ${VERSION}\nSummary: Slope's report for nbconvert\n`,
    [path.join(about, "entry_points.txt")]: "[nbconvert.exporters]\nreport = slope_report:ReportExporter\n",
    [path.join(about, "INSTALLER")]: "slope\n",
    [path.join(about, "RECORD")]: "",
  };
}

/** Whether JupyterLab's export menu has the report (another Node or another place changes it). */
export function exporterIsInstalled(root) {
  const wanted = Object.entries(files(root));
  return wanted.length > 0 && wanted.every(([file, text]) => readIfThere(file) === text);
}

/** Puts the report into JupyterLab's export menu. */
export function installExporter(root) {
  for (const [file, text] of Object.entries(files(root))) writeIfChanged(file, text);
}
