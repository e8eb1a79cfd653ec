import { Matrix } from "../arrays";
import { requireBoolean, requireOptions } from "../errors";
import { readDataFile } from "./dataFile";
import { makeDataset, type Dataset } from "./dataset";
import { StandardScaler } from "./standardScaler";

const SHA256 = "aad7d09a02cafc5375c293b66d0f39c18205a0e5f6c9bc879866edddf393a848";
const TARGET = "progression";
const UNITS = {
  "age": "years",
  "sex": "",
  "bmi": "kg/m²",
  "blood pressure": "mmHg",
  "total cholesterol": "mg/dl",
  "ldl": "mg/dl",
  "hdl": "mg/dl",
  "cholesterol ratio": "",
  "log triglycerides": "",
  "blood sugar": "mg/dl",
};

/** Options of {@link loadDiabetes}. */
export interface DiabetesOptions {
  /**
   * Whether each feature is centred and divided by its standard deviation times the square root of
   * the number of rows, so that its squares sum to 1; scikit-learn's `load_diabetes` does so by
   * default. Default false: the numbers as measured.
   */
  scaled?: boolean;
}

/**
 * The diabetes data of Efron, Hastie, Johnstone and Tibshirani (2004): 442 patients, 10 measurements
 * each, and a score of the disease's progression a year later. The features stand in the order of
 * scikit-learn's `load_diabetes` (age, sex, bmi, bp, s1 to s6).
 * @throws InputError when the file is missing or altered
 */
export function loadDiabetes(options: DiabetesOptions = {}): Dataset {
  const { scaled = false } = requireOptions("loadDiabetes", options, { scaled: false });
  requireBoolean("scaled", scaled);
  const featureNames = Object.keys(UNITS);
  const columns = readDataFile("diabetes.csv", SHA256, [...featureNames, TARGET]);
  if (scaled) for (const name of featureNames) columns.set(name, scaledColumn(columns.get(name) as Float64Array));
  const units = scaled ? Object.fromEntries(featureNames.map((name) => [name, ""])) : UNITS;
  return makeDataset(columns, {
    name: "diabetes",
    title: "Diabetes progression (442 patients)",
    featureNames,
    targetName: TARGET,
    units: { ...units, [TARGET]: "" },
    description: "Ten measurements of 442 diabetes patients: age, sex, body mass index, blood pressure and six of "
      + "blood serum. The target is a score of how far the disease had gone one year later, 25 to 346."
      + (scaled ? " Each feature is centred and scaled so that its squares sum to 1." : ""),
    source: "Efron, Hastie, Johnstone and Tibshirani (2004), Least Angle Regression; "
      + "from the package of scikit-learn 1.9.1",
    licence: "Published without a licence; scikit-learn's package, which carries it, is under BSD-3-Clause",
    synthetic: false,
    sha256: SHA256,
  });
}

function scaledColumn(values: Float64Array): Float64Array {
  const root = Math.sqrt(values.length);
  return new StandardScaler().fitTransform(new Matrix(values.length, 1, values)).values.map((value) => value / root);
}
