import type * as tfjs from "@tensorflow/tfjs";
import { refuse, requireOneOf } from "../../errors";
import type { Optimizer, OptimizerOptions } from "../../optimizers";
import { currentRecorder } from "../capture";
import { loadTensorFlow } from "../load";
import { unwrap, type GradientChange } from "./gradientChanges";
import { RULES, type Rule, type Update } from "./rules";

interface NamedTensor {
  name: string;
  tensor: tfjs.Tensor;
}

/**
 * One of the optimizers of this library, by the same name and with the same options, as an optimizer of tfjs: for
 * `model.compile`, `fit` and `optimizer.minimize`. Its steps are those of the original in float32; in a compiled step
 * gradient descent and Adam become one operation of TensorFlow for each variable. `withWeightDecay` and
 * `clipGradients` around it work, the norm being that of all gradients together; a schedule is followed. Its
 * `learningRate` may be changed from step to step, as that of `tf.train.adam`.
 *
 * What it remembers is in variables of tfjs; `getWeights` and `setWeights` give and take them, after the count of steps.
 * @throws InputError when tfjs has no rule for that optimizer; while it runs, when a schedule gives no factor
 * @example
 * model.compile({ optimizer: tensorFlowOptimizer(adamW({ learningRate: 0.001 })), loss: "categoricalCrossentropy" });
 */
export function tensorFlowOptimizer<State, Options extends OptimizerOptions>(
  optimizer: Optimizer<State, Options>,
): tfjs.Optimizer {
  if (typeof optimizer?.update !== "function") refuse("tensorFlowOptimizer", "an optimizer such as adam()", optimizer);
  const { name, changes } = unwrap(optimizer.name, optimizer.options as never);
  requireOneOf("tensorFlowOptimizer", name, Object.keys(RULES));
  return new (optimizerClass())(optimizer.options, RULES[name](optimizer.options), changes, optimizer.name);
}

type OptimizerClass = new (
  options: OptimizerOptions, rule: Rule, changes: readonly GradientChange[], name: string,
) => tfjs.Optimizer;

let known: OptimizerClass | undefined;

/** The class, made when TensorFlow is there to derive it from. */
function optimizerClass(): OptimizerClass {
  return known ??= makeClass();
}

function makeClass(): OptimizerClass {
  const tf = loadTensorFlow();
  return class RuleOptimizer extends tf.Optimizer {
    private readonly slots = new Map<tfjs.Variable, tfjs.Variable[]>();
    /** May be changed from step to step, as that of tfjs's own optimizers. */
    protected learningRate: number;

    constructor(
      private readonly options: OptimizerOptions, private readonly rule: Rule,
      private readonly changes: readonly GradientChange[], private readonly name: string,
    ) {
      super();
      this.learningRate = options.learningRate;
    }

    override applyGradients(given: tfjs.NamedTensorMap | NamedTensor[]): void {
      const list = Array.isArray(given) ? given : Object.entries(given).map(([name, tensor]) => ({ name, tensor }));
      const named = list.filter(({ tensor }) => tensor);
      const variables = named.map(({ name }) => tf.engine().registeredVariables[name]);
      tf.tidy(() => {
        const gradients = this.changes.reduce(
          (tensors, change) => change(tensors, variables), named.map(({ tensor }) => tensor));
        const scalars = this.scalars();
        this.takeStep(variables.map((variable, index) => (
          { variable, gradient: gradients[index], slots: this.slotsOf(variable), scalars })));
      });
      this.incrementIterations();
    }

    override getClassName(): string {
      return this.name;
    }

    override getConfig(): tfjs.serialization.ConfigDict {
      return { ...this.options, learningRate: this.learningRate, schedule: undefined } as never;
    }

    override async getWeights(): Promise<NamedTensor[]> {
      const slots = [...this.slots].flatMap(([{ name }, list]) => (
        list.map((tensor, index) => ({ name: `${name}/${index}`, tensor: tensor as tfjs.Tensor }))));
      return [await this.saveIterations(), ...slots];
    }

    override async setWeights(weights: NamedTensor[]): Promise<void> {
      const values = await this.extractIterations(weights);
      const slots = [...this.slots.values()].flat();
      if (values.length !== slots.length) {
        refuse("setWeights", `${slots.length + 1} tensors, after a first step`, values.length + 1);
      }
      values.forEach(({ tensor }, index) => slots[index].assign(tensor));
    }

    override dispose(): void {
      tf.dispose([...this.slots.values()].flat());
      this.slots.clear();
    }

    private takeStep(updates: readonly Update[]): void {
      const { fused } = this.rule;
      const recorder = currentRecorder();
      const update = () => updates.forEach((one) => this.rule.apply(one));
      recorder?.use(this, "asked");
      if (!recorder || !fused) return update();
      recorder.offers.add(fused.operation, updates.map((one) => (
        { targets: [one.variable, ...one.slots], inputs: fused.inputs(one) })), update);
    }

    /** The step's numbers, which are worked out anew for each, also in a graph. */
    private scalars(): tfjs.Scalar[] {
      const recorder = currentRecorder();
      return this.numbers(0).map((number, index) => {
        const scalar = tf.scalar(number);
        recorder?.schedule(scalar, (ahead) => this.numbers(ahead)[index]);
        return scalar;
      });
    }

    /** The numbers of the step that is `ahead` steps ahead. */
    private numbers(ahead: number): number[] {
      const { learningRate, options: { schedule } } = this;
      const done = this.iterations + ahead;
      const factor = schedule ? schedule(done) : 1;
      if (!(factor >= 0 && factor < Infinity)) refuse(`schedule at step ${done}`, "a factor of at least 0", factor);
      return this.rule.scalars(learningRate * factor, done + 1);
    }

    private slotsOf(variable: tfjs.Variable): tfjs.Variable[] {
      const slots = this.slots.get(variable)
        ?? this.rule.slots.map((start) => tf.fill(variable.shape, start).variable(false));
      this.slots.set(variable, slots);
      return slots;
    }
  };
}
