import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, describe, it } from "node:test";
import { exporterIsInstalled, installExporter } from "../../scripts/setup/exporter.mjs";

const root = mkdtempSync(path.join(tmpdir(), "slope-exporter-"));
after(() => rmSync(root, { recursive: true }));

describe("the report in JupyterLab's export menu", { skip: process.platform === "win32" }, () => {
  it("is not installed, and harms nothing, while there is no environment", () => {
    installExporter(root);
    assert.equal(exporterIsInstalled(root), false);
  });

  it("is a Python package with an entry point, which says where this project and its Node are", () => {
    const packages = path.join(root, ".venv/lib/python3.12/site-packages");
    mkdirSync(packages, { recursive: true });
    assert.equal(exporterIsInstalled(root), false);
    installExporter(root);
    assert.equal(exporterIsInstalled(root), true);
    const points = readFileSync(path.join(packages, "slope_report-0.1.0.dist-info/entry_points.txt"), "utf8");
    assert.equal(points, "[nbconvert.exporters]\nreport = slope_report:ReportExporter\n");
    assert.deepEqual(JSON.parse(readFileSync(path.join(packages, "slope_report.json"), "utf8")), {
      node: process.execPath, page: path.join(root, "build/src/report/exportPage.js"),
    });
  });

  it("is put right when it is for another place", () => {
    const places = path.join(root, ".venv/lib/python3.12/site-packages/slope_report.json");
    writeFileSync(places, "{}");
    assert.equal(exporterIsInstalled(root), false);
    installExporter(root);
    assert.equal(exporterIsInstalled(root), true);
  });
});
