import type { Optimizer, Tensor, TensorInfo, Variable } from "@tensorflow/tfjs";
import { encodeAttributes } from "./attributes";
import { DataType, typeAttribute } from "./graphDefinition";
import type { Binding, NativeBackend, OperationAttribute, TensorMetadata } from "./native";
import { recognizeRandomness } from "./randomness";
import type { Constant, FusedUpdate, OptimizerUse, Source, Value } from "./recording";

/** Operations whose results' shapes, or whose draws or effects, a graph would freeze or repeat. */
const REFUSED = new RegExp(`^(${[
  "NonMaxSuppression", "Unique", "Where", "Dynamic", "Sparse", "Ragged", "Multinomial", "Random", "Stateless", ".*Summary",
  ".*Variable", ".*Resource", "VarHandle", "Print", "Decode", "Encode", "String", "StaticRegex",
].join("|")})`);

const FLOAT = new Map([["T", typeAttribute(DataType.float32)]]);

const NUMERIC = new Set<number>([DataType.float32, DataType.int32, DataType.bool, DataType.complex64]);

/** Variables, and what the operation that changes them needs besides. */
export interface Part {
  readonly targets: readonly Variable[];
  readonly inputs: readonly Tensor[];
}

/** A fused update that was offered while the step ran. */
interface Offer {
  readonly update: FusedUpdate;
  /** What the targets held before and after. */
  readonly before: readonly Value[];
  readonly after: readonly Value[];
}

/**
 * Stands in for the interface to Google's library while a step runs: everything still happens, and is written down.
 */
export class Recorder {
  readonly sources: Source[] = [];
  obstacle: string | null = null;
  private readonly values = new Map<number, Value>();
  private readonly uses = new Map<Optimizer, OptimizerUse>();
  private readonly offers: Offer[] = [];
  private readonly draws: number[] = [];
  private readonly dataOf = new Map<number, object>();

  constructor(private readonly backend: NativeBackend) {}

  /** Says where the data behind a tensor come from. */
  declare(tensor: TensorInfo, source: Source): void {
    const [id] = this.backend.getInputTensorIds([tensor]);
    this.sources.push(source);
    this.values.set(id, { source, output: 0 });
  }

  /** Notes the first reason why the step cannot become a graph. */
  object(reason: string): void {
    this.obstacle ??= reason;
  }

  /** Runs the step, recording. */
  run<Result>(step: () => Result): Result {
    const { backend, draws } = this;
    const { binding, getInputTensorIds, write } = backend;
    const { random } = Math;
    const standIn = this.standIn(binding);
    const born = new WeakSet<object>();
    backend.binding = standIn;
    backend.write = (...data) => {
      const dataId = write.apply(backend, data);
      born.add(dataId);
      return dataId;
    };
    backend.getInputTensorIds = (tensors) => tensors.map((tensor) => {
      // Values that waited in JavaScript since before the step are not the step's.
      if (!born.has(tensor.dataId ?? backend)) backend.binding = binding;
      try {
        const [id] = getInputTensorIds.call(backend, [tensor]);
        if (tensor.dataId) this.dataOf.set(id, tensor.dataId);
        return id;
      } finally {
        backend.binding = standIn;
      }
    });
    Math.random = () => {
      draws.push(random());
      return draws[draws.length - 1];
    };
    try {
      return step();
    } finally {
      backend.binding = binding;
      backend.getInputTensorIds = getInputTensorIds;
      backend.write = write;
      Math.random = random;
    }
  }

  /** Where the data behind a tensor come from; to be asked while recording. */
  valueOf(tensor: TensorInfo): Value {
    const [id] = this.backend.getInputTensorIds([tensor]);
    return this.values.get(id) ?? this.addOuter(id);
  }

  /** Notes an optimizer, whose settings belong to the step, but for those that are asked for at every run. */
  use(optimizer: Optimizer, inputs: readonly string[] = []): void {
    this.uses.set(optimizer, { optimizer, inputs, settings: settingsOf(optimizer) });
  }

  /** The optimizers that were used. */
  get optimizers(): OptimizerUse[] {
    // Where an offer does not hold, the update is written down as it ran, with the settings that it had.
    const hold = this.fusedUpdates.length === this.offers.length;
    return [...this.uses.values()].map(({ optimizer, inputs, settings }) => {
      if (settingsOf(optimizer) !== settings) this.object(CHANGES_SETTINGS);
      return hold ? { optimizer, inputs, settings: settingsOf(optimizer, inputs) } : { optimizer, inputs: [], settings };
    });
  }

  /** Runs an update of variables, of which TensorFlow can do parts in one operation each, and notes these. */
  offer(operation: string, parts: readonly Part[], update: () => void): void {
    const held = ({ targets }: Part) => targets.map((target) => this.valueOf(target));
    const before = parts.map(held);
    const inputs = parts.map((part) => part.inputs.map((input) => this.valueOf(input)));
    update();
    parts.forEach((part, index) => {
      const fused = { operation, targets: part.targets, inputs: inputs[index], attributes: FLOAT };
      this.offers.push({ update: fused, before: before[index], after: held(part) });
    });
  }

  /** The offers that hold: of variables that nothing else has changed. */
  get fusedUpdates(): FusedUpdate[] {
    return this.offers.filter(({ update: { targets }, before, after }) => targets.every((target, index) => {
      const { source } = before[index];
      const untouched = source.kind === "variable" && source.variable === target;
      return untouched && same(after[index], this.valueOf(target));
    })).map(({ update }) => update);
  }

  /** Says that a constant is a number that JavaScript works out for each step. */
  schedule(tensor: TensorInfo, scheduled: (ahead: number) => number): void {
    const { source } = this.valueOf(tensor);
    if (source.kind === "constant") source.scheduled = scheduled;
  }

  /** Recognises what was drawn by chance, after the step. */
  recognizeRandomness(): void {
    const constants = this.sources.filter((source): source is Constant => source.kind === "constant");
    if (!recognizeRandomness(this.draws, constants)) {
      const others = "Math.random, or a tf.random… that is neither uniform nor normal";
      this.object(`it draws random numbers in JavaScript (${others})`);
    }
  }

  private standIn(binding: Binding): Binding {
    return this.extend(binding, {
      createTensor: (shape, dtype, values) => {
        const id = binding.createTensor(shape, dtype, values);
        this.addConstant(id, shape, dtype, values);
        return id;
      },
      executeOp: (name, attributes, inputs, outputs) => {
        const results = binding.executeOp(name, attributes, inputs, outputs);
        this.addOperation(name, attributes, inputs, results);
        return results;
      },
      tensorDataSync: (id) => {
        this.noteRead(id);
        return binding.tensorDataSync(id);
      },
      runSavedModel: (...run) => {
        this.object("it runs a saved model");
        return binding.runSavedModel(...run);
      },
    });
  }

  /** A new object, because the binding's properties cannot be set. */
  private extend(binding: Binding, own: Partial<Binding>): Binding {
    return Object.create(binding, Object.getOwnPropertyDescriptors(own)) as Binding;
  }

  private addConstant(id: number, shape: readonly number[], dtype: number, values: unknown): void {
    if (!ArrayBuffer.isView(values)) return this.object("it works on strings");
    const content = Buffer.from(values.buffer.slice(values.byteOffset, values.byteOffset + values.byteLength));
    this.add({ kind: "constant", dtype, shape: [...shape], content }, [id]);
  }

  private addOperation(
    name: string, attributes: readonly OperationAttribute[], inputs: readonly number[], results: readonly TensorMetadata[],
  ): void {
    if (REFUSED.test(name)) this.object(`it uses the operation ${name}`);
    if (results.some(({ dtype }) => !NUMERIC.has(dtype))) this.object(`it works on strings or resources (${name})`);
    const encoded = encodeAttributes(attributes, this.backend.binding);
    if (!encoded) this.object(`it uses the operation ${name} in a way that a graph cannot hold`);
    const source = {
      kind: "operation", name, attributes: encoded ?? new Map<string, Buffer>(),
      inputs: inputs.map((id) => this.values.get(id) ?? this.addOuter(id)),
      outputs: results.map(({ dtype, shape }) => ({ dtype, shape })),
    } as const;
    this.add(source, results.map(({ id }) => id));
  }

  private add(source: Source, ids: readonly number[]): void {
    this.sources.push(source);
    ids.forEach((id, output) => this.values.set(id, { source, output }));
  }

  /** Something from outside the step. */
  private addOuter(id: number): Value {
    const dataId = this.dataOf.get(id);
    if (!dataId || !this.backend.tensorMap.has(dataId)) {
      this.object("it uses data that tfjs does not know");
      return { source: { kind: "outer", dtype: DataType.float32, shape: [], dataId: {} }, output: 0 };
    }
    const { shape, dtype } = this.backend.tensorMap.get(dataId);
    const source: Source = { kind: "outer", dtype, shape, dataId };
    this.add(source, [id]);
    return { source, output: 0 };
  }

  private noteRead(id: number): void {
    if (this.values.get(id)?.source.kind === "constant") return;
    this.object("it reads values (dataSync, arraySync, data, print), so that what it does may depend on them");
  }
}

/** The recorder at work, if a step is being recorded. */
let recorderAtWork: Recorder | null = null;

/** The recorder at work, if a step is being recorded. */
export function currentRecorder(): Recorder | null {
  return recorderAtWork;
}

/** Runs something with this as the recorder at work. */
export function withRecorder<Result>(recorder: Recorder, work: () => Result): Result {
  recorderAtWork = recorder;
  try {
    return recorder.run(work);
  } finally {
    recorderAtWork = null;
  }
}

/** Why a step is no graph that sets its optimizer's settings: the graph would not set them again. */
export const CHANGES_SETTINGS = "it changes the settings of its optimizer";

/** An optimizer's settings, without those of these names; when they change, so does what a step does. */
export function settingsOf(optimizer: Optimizer, without: readonly string[] = []): string {
  const settings = { ...optimizer.getConfig() };
  for (const name of without) delete settings[name];
  return JSON.stringify(settings);
}

function same(a: Value, b: Value): boolean {
  return a.source === b.source && a.output === b.output;
}
