import { refuse, requireFinite, requireInteger, requireOptions } from "../errors";
import { Random } from "../random";
import { makeDataset, type Dataset } from "./dataset";

/** Options of {@link makeLine}. */
export interface LineOptions {
  /** How many rows. Default 100. */
  samples?: number;
  /** Default 2. */
  slope?: number;
  /** Default 1. */
  intercept?: number;
  /** Standard deviation of the noise. Default 0.1; 0 puts every point on the line. */
  noise?: number;
  /** Default 42. */
  seed?: number;
}

/**
 * The documents' line with noise (003 §5.2): x uniform on [0, 1), y = slope x + intercept + noise e
 * with e standard normal. All x are drawn before the noise, so that the defaults give the numbers that
 * NumPy draws for the document's listing after `np.random.seed(42)`.
 * @throws InputError when `samples` is no integer above zero, `noise` is negative, or a number is not finite
 */
export function makeLine(options: LineOptions = {}): Dataset {
  requireOptions("makeLine", options, { samples: 0, slope: 0, intercept: 0, noise: 0, seed: 0 });
  const { samples = 100, slope = 2, intercept = 1, noise = 0.1, seed = 42 } = options;
  requireInteger("samples", samples, 1);
  requireFinite("slope", slope);
  requireFinite("intercept", intercept);
  if (!Number.isFinite(noise) || noise < 0) refuse("noise", "a finite number of at least 0", noise);
  const random = new Random(seed);
  const x = Float64Array.from({ length: samples }, () => random.uniform());
  const y = x.map((value) => slope * value + intercept + noise * random.normal());
  return makeDataset(new Map([["x", x], ["y", y]]), {
    name: "line",
    title: `Line with noise (${samples} made-up points)`,
    featureNames: ["x"],
    targetName: "y",
    units: { x: "", y: "" },
    description: `Made up, not measured: x is uniform on [0, 1) and y = ${slope} x + ${intercept} `
      + `plus normal noise of standard deviation ${noise}. Seed ${seed} gives these very numbers again.`,
    source: "Generated after document 003, section 5.2",
    licence: "Generated here",
    synthetic: true,
    sha256: null,
  });
}
