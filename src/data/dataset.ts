import type { DataFrame } from "danfojs-node";
import { Matrix } from "../arrays";
import { frameOf, type Columns } from "./frame";

/** Data to learn from, with all that a reader must know about it. */
export interface Dataset {
  /** Short name, "diabetes". */
  readonly name: string;
  /** Name for a heading, "Diabetes progression (442 patients)". */
  readonly title: string;
  /** The table: features, target and further columns by name. Built, and danfo loaded, on first use. */
  readonly frame: DataFrame;
  /** The columns to learn from, in the order of `features`. */
  readonly featureNames: string[];
  /** The column to predict. */
  readonly targetName: string;
  /** One row a sample, one column for each of `featureNames`. */
  readonly features: Matrix;
  /** One number a sample. */
  readonly target: Float64Array;
  /** The unit of each column, "" where it has none. */
  readonly units: Record<string, string>;
  /** What was measured, of whom, and what to know about it; a few sentences. */
  readonly description: string;
  /** Who made it, and where this copy is from. */
  readonly source: string;
  /** Under which terms it may be used. */
  readonly licence: string;
  /** Whether the numbers were made up instead of measured. */
  readonly synthetic: boolean;
  /** SHA-256 of the file they come from; null when there is no file. */
  readonly sha256: string | null;
}

/** What a data set says about itself. */
export type DatasetText = Omit<Dataset, "frame" | "features" | "target">;

/** A data set of named columns, of which those in `featureNames` and `targetName` are numeric; `text` may say more. */
export function makeDataset<Text extends DatasetText>(columns: Columns, text: Text): Dataset & Text {
  const numbers = (name: string) => columns.get(name) as Float64Array;
  const target = numbers(text.targetName);
  const features = Matrix.zeros(target.length, text.featureNames.length);
  text.featureNames.forEach((name, j) => {
    numbers(name).forEach((value, i) => (features.values[i * features.columns + j] = value));
  });
  let frame: DataFrame | undefined;
  return {
    ...text,
    features,
    target,
    get frame() {
      return (frame ??= frameOf(columns));
    },
  };
}
