import type { Tensor, TensorInfo, Variable } from "@tensorflow/tfjs";
import { DataType, typeAttribute } from "./graphDefinition";
import type { FusedUpdate, Value } from "./recording";

/** Variables, and what the operation that changes them needs besides. */
export interface Part {
  readonly targets: readonly Variable[];
  readonly inputs: readonly Tensor[];
}

interface Offer {
  readonly update: FusedUpdate;
  /** What the targets held before and after. */
  readonly before: readonly Value[];
  readonly after: readonly Value[];
}

const FLOAT = new Map([["T", typeAttribute(DataType.float32)]]);

/** Fused updates that were offered while a step ran, instead of the operations that ran. */
export class Offers {
  private readonly offers: Offer[] = [];

  /** @param valueOf where the data behind a tensor come from */
  constructor(private readonly valueOf: (tensor: TensorInfo) => Value) {}

  /** Runs an update of variables, of which TensorFlow can do these parts in one operation each, and notes them. */
  add(operation: string, parts: readonly Part[], update: () => void): void {
    const held = ({ targets }: Part) => targets.map(this.valueOf);
    const before = parts.map(held);
    const inputs = parts.map((part) => part.inputs.map(this.valueOf));
    update();
    parts.forEach((part, index) => {
      const fused = { operation, targets: part.targets, inputs: inputs[index], attributes: FLOAT };
      this.offers.push({ update: fused, before: before[index], after: held(part) });
    });
  }

  /** Those that hold: of variables that nothing else has changed. */
  get holding(): FusedUpdate[] {
    return this.offers.filter(({ update: { targets }, before, after }) => targets.every((target, index) => {
      const { source } = before[index];
      const untouched = source.kind === "variable" && source.variable === target;
      return untouched && same(after[index], this.valueOf(target));
    })).map(({ update }) => update);
  }
}

function same(a: Value, b: Value): boolean {
  return a.source === b.source && a.output === b.output;
}
