import type { Scalar, Tensor, Variable } from "@tensorflow/tfjs";
import type {
  AdagradOptions, AdamOptions, AdamWOptions, MomentumOptions, OptimizerOptions, RmspropOptions,
} from "../../optimizers";
import { loadTensorFlow } from "../load";

/** What a rule works on: a variable, its gradient, what is remembered of it, and the step's own numbers. */
export interface Update {
  readonly variable: Variable;
  readonly gradient: Tensor;
  readonly slots: readonly Variable[];
  readonly scalars: readonly Scalar[];
}

/** An update rule of `src/optimizers` in tensors. */
export interface Rule {
  /** How many numbers it remembers of each parameter, and where they start. */
  readonly slots: readonly number[];
  /** The numbers of step `step`, from 1 on, when the learning rate is `rate`. */
  scalars(rate: number, step: number): number[];
  apply(update: Update): void;
  /** TensorFlow's operation that does the same, and its inputs after variable and slots; absent where none agrees. */
  readonly fused?: { readonly operation: string; inputs(update: Update): Tensor[] };
}

/** The rules, by the names of the optimizers. */
export const RULES: Readonly<Record<string, (options: OptimizerOptions) => Rule>> = {
  "gradient descent": () => ({
    slots: [],
    scalars: (rate) => [rate],
    apply: ({ variable, gradient, scalars: [rate] }) => decrease(variable, rate.mul(gradient)),
    fused: {
      operation: "ResourceApplyGradientDescent", inputs: ({ scalars: [rate], gradient }) => [rate, gradient],
    },
  }),
  momentum: (options) => {
    const { momentum, dampening } = options as MomentumOptions;
    return velocityRule(momentum, (step) => (step === 1 ? 1 : 1 - dampening));
  },
  "averaged momentum": (options) => {
    const { momentum } = options as MomentumOptions;
    return velocityRule(momentum, () => 1 - momentum);
  },
  "Nesterov momentum": (options) => {
    const { momentum } = options as MomentumOptions;
    return {
      slots: [0],
      scalars: (rate) => [rate],
      apply: ({ variable, gradient, slots: [velocity], scalars: [rate] }) => {
        velocity.assign(velocity.mul(momentum).add(gradient));
        decrease(variable, rate.mul(velocity.mul(momentum).add(gradient)));
      },
    };
  },
  AdaGrad: (options) => {
    const { initialAccumulatorValue, epsilon } = options as AdagradOptions;
    return {
      slots: [initialAccumulatorValue],
      scalars: (rate) => [rate],
      apply: ({ variable, gradient, slots: [sum], scalars: [rate] }) => {
        sum.assign(sum.add(gradient.square()));
        decrease(variable, rate.mul(gradient).div(sum.sqrt().add(epsilon)));
      },
    };
  },
  RMSProp: (options) => rmspropRule(options as RmspropOptions),
  Adam: (options) => adamRule(options as AdamOptions),
  AMSGrad: (options) => {
    const adam = adamRule(options as AdamOptions);
    return {
      ...adam,
      slots: [0, 0, 0],
      apply: ({ variable, gradient, slots: [mean, squaredMean, largest], scalars: [rate, epsilon] }) => {
        moveMeans(options as AdamOptions, gradient, mean, squaredMean);
        largest.assign(largest.maximum(squaredMean));
        decrease(variable, rate.mul(mean).div(largest.sqrt().add(epsilon)));
      },
      fused: undefined,
    };
  },
  AdamW: (options) => {
    const { weightDecay } = options as AdamWOptions;
    const adam = adamRule(options as AdamOptions);
    return {
      ...adam,
      scalars: (rate, step) => [...adam.scalars(rate, step), 1 - rate * weightDecay],
      apply: (update) => {
        update.variable.assign(update.variable.mul(update.scalars[2]));
        adam.apply(update);
      },
      fused: undefined,
    };
  },
};

function velocityRule(momentum: number, shareAt: (step: number) => number): Rule {
  return {
    slots: [0],
    scalars: (rate, step) => [rate, shareAt(step)],
    apply: ({ variable, gradient, slots: [velocity], scalars: [rate, share] }) => {
      velocity.assign(velocity.mul(momentum).add(gradient.mul(share)));
      decrease(variable, rate.mul(velocity));
    },
  };
}

function rmspropRule({ decay, epsilon, momentum, centered }: RmspropOptions): Rule {
  return {
    slots: centered ? [0, 0, 0] : [0, 0],
    scalars: (rate) => [rate],
    apply: ({ variable, gradient, slots: [squaredMean, velocity, mean], scalars: [rate] }) => {
      const tf = loadTensorFlow();
      squaredMean.assign(squaredMean.mul(decay).add(gradient.square().mul(1 - decay)));
      if (centered) mean.assign(mean.mul(decay).add(gradient.mul(1 - decay)));
      const variance = centered ? tf.maximum(squaredMean.sub(mean.square()), 0) : squaredMean;
      velocity.assign(velocity.mul(momentum).add(gradient.div(variance.sqrt().add(epsilon))));
      decrease(variable, rate.mul(velocity));
    },
  };
}

/** With both corrections in the learning rate and in epsilon, worked out in float64. */
function adamRule({ beta1, beta2, epsilon, ...options }: AdamOptions): Rule {
  return {
    slots: [0, 0],
    scalars: (rate, step) => {
      const root = Math.sqrt(1 - beta2 ** step);
      return [(rate * root) / (1 - beta1 ** step), epsilon * root];
    },
    apply: ({ variable, gradient, slots: [mean, squaredMean], scalars: [rate, correctedEpsilon] }) => {
      moveMeans({ beta1, beta2, epsilon, ...options }, gradient, mean, squaredMean);
      decrease(variable, rate.mul(mean).div(squaredMean.sqrt().add(correctedEpsilon)));
    },
    fused: {
      operation: "ResourceApplyAdam",
      inputs: ({ gradient, scalars: [rate, correctedEpsilon] }) => {
        const { scalar } = loadTensorFlow();
        return [scalar(0), scalar(0), rate, scalar(beta1), scalar(beta2), correctedEpsilon, gradient];
      },
    },
  };
}

function moveMeans({ beta1, beta2 }: AdamOptions, gradient: Tensor, mean: Variable, squaredMean: Variable): void {
  mean.assign(mean.mul(beta1).add(gradient.mul(1 - beta1)));
  squaredMean.assign(squaredMean.mul(beta2).add(gradient.square().mul(1 - beta2)));
}

function decrease(variable: Variable, by: Tensor): void {
  variable.assign(variable.sub(by));
}
