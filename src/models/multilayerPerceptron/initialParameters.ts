import { requireOneOf, requireOptions } from "../../errors";
import { Random } from "../../random";
import { layersOf, parameterCount, requireArchitecture, type Architecture, type Layer } from "./layers";

const DEVIATIONS = {
  "he": ({ weights }: Layer) => Math.sqrt(2 / weights.columns),
  "glorot": ({ weights }: Layer) => Math.sqrt(2 / (weights.columns + weights.rows)),
  "standard-normal": () => 1,
};

/**
 * How weights are drawn, all from normal distributions around zero.
 * - `"he"`: variance 2 / inputs (He et al. 2015), which keeps the size of relu's outputs from layer to layer; biases 0
 * - `"glorot"`: variance 2 / (inputs + units) (Glorot and Bengio 2010), for tanh and sigmoid; biases 0
 * - `"standard-normal"`: variance 1 whatever the size of the layer, biases too, as the programs of document 002 have it
 */
export type Initialisation = keyof typeof DEVIATIONS;

/** Options of {@link initialParameters}. */
export interface InitialisationOptions {
  /** Default: `"he"` for relu, else `"glorot"`. */
  readonly initialisation?: Initialisation;
  /** Default 0. */
  readonly seed?: number;
}

/**
 * The parameters that training starts from, layer by layer in the order of `layersOf`, drawn from NumPy's
 * `RandomState(seed)`. They differ from unit to unit, since units that start alike stay alike for ever.
 * @throws InputError when the sizes, the activations, the initialisation or the seed do not fit
 */
export function initialParameters(architecture: Architecture, options: InitialisationOptions = {}): Float64Array {
  requireOptions("initialParameters", options, { initialisation: "", seed: 0 });
  const { activation = "relu" } = requireArchitecture(architecture);
  const { initialisation = activation === "relu" ? "he" : "glorot", seed = 0 } = options;
  requireOneOf("initialisation", initialisation, Object.keys(DEVIATIONS) as Initialisation[]);
  const random = new Random(seed);
  const parameters = new Float64Array(parameterCount(architecture.sizes));
  for (const layer of layersOf(architecture, parameters)) {
    const deviation = DEVIATIONS[initialisation](layer);
    const { weights: { values }, biases } = layer;
    for (let k = 0; k < values.length; k++) values[k] = deviation * random.normal();
    if (initialisation === "standard-normal") for (let j = 0; j < biases.length; j++) biases[j] = random.normal();
  }
  return parameters;
}
