import type { ClassificationDataset } from "./breastCancer";
import { readDataFile } from "./dataFile";
import { makeDataset } from "./dataset";

const SHA256 = "bf355e7f0ed65efb395babf606b84d03d94ab7f40f1d7203c91605d6678a93ec";
const TARGET = "digit";

/**
 * Optical recognition of handwritten digits (Alpaydin and Kaynak 1998): 1797 digits of 8 x 8 pixels, each from 0, paper,
 * to 16, ink. Pixels and labels stand in the order of scikit-learn's `load_digits`.
 * @throws InputError when the file is missing or altered
 */
export function loadDigits(): ClassificationDataset {
  const featureNames = Array.from({ length: 64 }, (_, k) => `pixel ${k >> 3} ${k & 7}`);
  return makeDataset(readDataFile("digits.csv", SHA256, [...featureNames, TARGET]), {
    name: "digits",
    title: "Handwritten digits (1797 of 8 x 8 pixels)",
    featureNames,
    targetName: TARGET,
    targetNames: Array.from("0123456789"),
    units: Object.fromEntries([...featureNames, TARGET].map((name) => [name, ""])),
    description: "Digits that 13 people wrote by hand, 8 x 8 pixels each: how many of the 16 points of a 4 x 4 square "
      + "are ink. The target is the digit.",
    source: "E. Alpaydin and C. Kaynak (1998), Optical Recognition of Handwritten Digits, UCI Machine Learning "
      + "Repository, its test part; from the package of scikit-learn 1.9.1",
    licence: "CC BY 4.0",
    synthetic: false,
    sha256: SHA256,
  });
}
