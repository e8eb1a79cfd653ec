import { readDataFile } from "./dataFile";
import { makeDataset, type Dataset } from "./dataset";

const SHA256 = "3b3577b0ec1dc9aceecc0dfeb34897b03853cdd620a06e4d66cbd36a03e1afc7";
const TARGET = "diagnosis";
const MEASUREMENTS = [
  "radius", "texture", "perimeter", "area", "smoothness",
  "compactness", "concavity", "concave points", "symmetry", "fractal dimension",
];

/** Data whose target is a class. */
export interface ClassificationDataset extends Dataset {
  /** What each class is called: a row whose target is k is of the class `targetNames[k]`. */
  readonly targetNames: readonly string[];
}

/**
 * The breast cancer data of Wisconsin (Wolberg, Street and Mangasarian 1995): 569 masses, 30 measurements of the cell
 * nuclei of each, and whether it was malignant (0) or benign (1). Features and labels stand in the order of
 * scikit-learn's `load_breast_cancer`.
 * @throws InputError when the file is missing or altered
 */
export function loadBreastCancer(): ClassificationDataset {
  const featureNames = [
    ...MEASUREMENTS.map((name) => `mean ${name}`),
    ...MEASUREMENTS.map((name) => `${name} error`),
    ...MEASUREMENTS.map((name) => `worst ${name}`),
  ];
  return makeDataset(readDataFile("breast-cancer.csv", SHA256, [...featureNames, TARGET]), {
    name: "breast cancer",
    title: "Breast cancer in Wisconsin (569 masses)",
    featureNames,
    targetName: TARGET,
    targetNames: ["malignant", "benign"],
    units: Object.fromEntries([...featureNames, TARGET].map((name) => [name, ""])),
    description: "Thirty measurements of the cell nuclei in images of 569 breast masses: mean, standard error and worst "
      + "value of ten properties such as radius and texture, in units of the image. The target is 0 for a malignant and "
      + "1 for a benign mass.",
    source: "W. H. Wolberg, W. N. Street and O. L. Mangasarian (1995), Breast Cancer Wisconsin (Diagnostic), "
      + "UCI Machine Learning Repository; from the package of scikit-learn 1.9.1",
    licence: "CC BY 4.0",
    synthetic: false,
    sha256: SHA256,
  });
}
