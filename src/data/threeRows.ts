import { makeDataset, type Dataset } from "./dataset";

/** The documents' three rows, (x1, x2, y) = (1, 0, 1), (0, 1, 0), (1, 1, 1) (000 §4.3). */
export function loadThreeRows(): Dataset {
  const columns = new Map([
    ["x1", Float64Array.of(1, 0, 1)],
    ["x2", Float64Array.of(0, 1, 1)],
    ["y", Float64Array.of(1, 0, 1)],
  ]);
  return makeDataset(columns, {
    name: "three rows",
    title: "The documents' three rows",
    featureNames: ["x1", "x2"],
    targetName: "y",
    units: { x1: "", x2: "", y: "" },
    description: "Three rows with two features, small enough to check by hand. "
      + "The target equals x1, so that the coefficients (1, 0) fit exactly with intercept 0.",
    source: "Document 000, section 4.3",
    licence: "None needed for nine numbers",
    synthetic: true,
    sha256: null,
  });
}
