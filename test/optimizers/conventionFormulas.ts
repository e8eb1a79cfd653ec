/** One parameter that starts at 1, what its optimizer is told, and the gradient and learning rate of each step. */
export interface Scenario {
  readonly options: Record<string, number>;
  readonly gradients: number[];
  readonly rates: number[];
}

/** The parameter after each step. */
export type Formula = (scenario: Scenario) => number[];

type Step = (x: number, gradient: number, rate: number, t: number) => number;

/** A formula from what makes a fresh step, t counted from 1. */
function formula(start: (options: Record<string, number>) => Step): Formula {
  return ({ options, gradients, rates }) => {
    const step = start(options);
    let x = 1;
    return gradients.map((gradient, k) => (x = step(x, gradient, rates[k], k + 1)));
  };
}

type Divide = (gradient: number, square: number, epsilon: number) => number;

const outside: Divide = (gradient, square, epsilon) => gradient / (Math.sqrt(square) + epsilon);
const inside: Divide = (gradient, square, epsilon) => gradient / Math.sqrt(square + epsilon);

const adagrad = (divide: Divide) => formula(({ initialAccumulatorValue, epsilon }) => {
  let sum = initialAccumulatorValue;
  return (x, gradient, rate) => {
    sum += gradient ** 2;
    return x - rate * divide(gradient, sum, epsilon);
  };
});

const rmsprop = (divide: Divide, { rateInVelocity = false, corrected = false } = {}) => (
  formula(({ decay, epsilon, momentum = 0, centered }) => {
    let [square, mean, velocity] = [0, 0, 0];
    return (x, gradient, rate, t) => {
      square = decay * square + (1 - decay) * gradient ** 2;
      if (centered) mean = decay * mean + (1 - decay) * gradient;
      const start = corrected ? 1 - decay ** t : 1;
      const divided = divide(gradient, square / start - mean ** 2, epsilon);
      velocity = momentum * velocity + (rateInVelocity ? rate * divided : divided);
      return x - (rateInVelocity ? velocity : rate * velocity);
    };
  }));

interface AdamForm {
  /** mean / root, from mean and mean square, the shares of each that are there, and epsilon. */
  readonly direction?: (mean: number, square: number, first: number, second: number, epsilon: number) => number;
  readonly decayInGradient?: number;
  readonly shrink?: (rate: number, firstRate: number) => number;
  readonly largest?: "none" | "uncorrected" | "corrected";
}

const corrected = (mean: number, square: number, first: number, second: number, epsilon: number) => (
  outside(mean / first, square / second, epsilon));

const adam = ({ direction = corrected, decayInGradient = 0, shrink = () => 0, largest = "none" }: AdamForm) => (
  formula(({ beta1, beta2, epsilon, weightDecay = 0 }) => {
    let [mean, square, top, firstRate] = [0, 0, 0, 0];
    return (x, given, rate, t) => {
      if (t === 1) firstRate = rate;
      const gradient = given + decayInGradient * weightDecay * x;
      mean = beta1 * mean + (1 - beta1) * gradient;
      square = beta2 * square + (1 - beta2) * gradient ** 2;
      const [first, second] = [1 - beta1 ** t, 1 - beta2 ** t];
      top = Math.max(top, largest === "corrected" ? square / second : square);
      const used = { none: square, uncorrected: top, corrected: top * second }[largest];
      return x * (1 - shrink(rate, firstRate) * weightDecay) - rate * direction(mean, used, first, second, epsilon);
    };
  }));

const velocity = (next: (v: number, gradient: number, share: number, t: number, dampening: number) => number) => (
  formula(({ momentum, dampening = 0 }) => {
    let v = 0;
    return (x, gradient, rate, t) => x - rate * (v = next(v, gradient, momentum, t, dampening));
  }));

/** What each answer to a question of the table means; some answers nobody gives, so that there is one to tell from. */
export const FORMULAS: Record<string, Record<string, Formula>> = {
  "momentum, the learning rate multiplies": {
    "the velocity": velocity((v, gradient, share) => share * v + gradient),
    "the gradient": formula(({ momentum }) => {
      let v = 0;
      return (x, gradient, rate) => x - (v = momentum * v + rate * gradient);
    }),
  },
  "momentum, dampening starts with": {
    "the second gradient": velocity((v, gradient, share, t, dampening) => (
      share * v + (t > 1 ? 1 - dampening : 1) * gradient)),
    "the first gradient": velocity((v, gradient, share, _t, dampening) => share * v + (1 - dampening) * gradient),
  },
  "nesterov, the step is along": {
    "g + momentum v": formula(({ momentum }) => {
      let v = 0;
      return (x, gradient, rate) => {
        v = momentum * v + gradient;
        return x - rate * (gradient + momentum * v);
      };
    }),
    "v": velocity((v, gradient, share) => share * v + gradient),
  },
  "nesterov, the learning rate multiplies": {
    "the whole step": formula(({ momentum }) => {
      let v = 0;
      return (x, gradient, rate) => {
        v = momentum * v + gradient;
        return x - rate * (gradient + momentum * v);
      };
    }),
    "the gradient": formula(({ momentum }) => {
      let v = 0;
      return (x, gradient, rate) => {
        v = momentum * v + rate * gradient;
        return x - (rate * gradient + momentum * v);
      };
    }),
  },
  "adagrad, epsilon stands": { "outside the root": adagrad(outside), "inside the root": adagrad(inside) },
  "rmsprop, epsilon stands": { "outside the root": rmsprop(outside), "inside the root": rmsprop(inside) },
  "rmsprop, epsilon stands, centered": {
    "outside the root": rmsprop(outside),
    "inside the root": rmsprop(inside),
    "inside the root, subtracted": rmsprop((gradient, square, epsilon) => inside(gradient, square, -epsilon)),
  },
  "rmsprop, the learning rate multiplies": {
    "the velocity": rmsprop(outside),
    "the gradient": rmsprop(outside, { rateInVelocity: true }),
  },
  "rmsprop, the mean's start at zero is": {
    "left as it is": rmsprop(outside),
    "corrected": rmsprop(outside, { corrected: true }),
  },
  "adam, epsilon stands": {
    "outside the corrected root": adam({}),
    "outside the uncorrected root": adam({
      direction: (mean, square, first, second, epsilon) => (Math.sqrt(second) / first) * outside(mean, square, epsilon),
    }),
    "inside the corrected root": adam({
      direction: (mean, square, first, second, epsilon) => inside(mean / first, square / second, epsilon),
    }),
  },
  "adam, the means' start at zero is": {
    "corrected in both": adam({}),
    "corrected in the mean of squares": adam({
      direction: (mean, square, _first, second, epsilon) => outside(mean, square / second, epsilon),
    }),
    "left as it is": adam({
      direction: (mean, square, _first, _second, epsilon) => outside(mean, square, epsilon),
    }),
  },
  "adam, weight decay that is asked for": {
    "joins the gradient": adam({ decayInGradient: 1 }),
    "shrinks the parameters": adam({ shrink: (rate) => rate }),
  },
  "amsgrad, the largest is that of": {
    "uncorrected means": adam({ largest: "uncorrected" }),
    "corrected means": adam({ largest: "corrected" }),
  },
  "adamW, the decay is multiplied by": {
    "the learning rate": adam({ shrink: (rate) => rate }),
    "the schedule's factor alone": adam({ shrink: (rate, firstRate) => rate / firstRate }),
  },
};
