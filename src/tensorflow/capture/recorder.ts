import type { Optimizer, Tensor, TensorInfo } from "@tensorflow/tfjs";
import { AskedNumbers } from "./askedNumbers";
import { encodeAttributes } from "./attributes";
import { DataType } from "./graphDefinition";
import type { NativeBackend, OperationAttribute, TensorMetadata } from "./native";
import { objectionTo } from "./objections";
import { observe, type Observer } from "./observe";
import { Offers } from "./offers";
import { recognizeRandomness } from "./randomness";
import type { Constant, OptimizerUse, Source, Value } from "./recording";
import { CHANGES_SETTINGS, keptSettings, settingsOf } from "./settings";

/** Writes down what a step does while it runs: where each value comes from, and what stands against a graph. */
export class Recorder {
  readonly sources: Source[] = [];
  /** Updates of variables that TensorFlow can do in one operation each. */
  readonly offers = new Offers((tensor) => this.valueOf(tensor));
  /** Numbers that are asked for at every run. */
  readonly askedNumbers = new AskedNumbers();
  obstacle: string | null = null;
  /** By the handles of the data. */
  private readonly values = new Map<number, Value>();
  private readonly dataOf = new Map<number, object>();
  private readonly draws: number[] = [];
  private readonly uses = new Map<Optimizer, OptimizerUse>();

  constructor(private readonly backend: NativeBackend) {}

  /** Says where the data behind a tensor come from. */
  declare(tensor: TensorInfo, source: Source): void {
    this.add(source, this.backend.getInputTensorIds([tensor]));
  }

  /** Notes the first reason why the step cannot become a graph. */
  object(reason: string): void {
    this.obstacle ??= reason;
  }

  /** Runs the step, recording. */
  run<Result>(step: () => Result): Result {
    return observe(this.backend, this.observer(), step);
  }

  /** Where the data behind a tensor come from; to be asked while recording. */
  valueOf(tensor: TensorInfo): Value {
    const [handle] = this.backend.getInputTensorIds([tensor]);
    return this.valueAt(handle);
  }

  /** Notes an optimizer, whose settings belong to the step; its learning rate too unless that is asked for. */
  use(optimizer: Optimizer, rate: OptimizerUse["rate"]): void {
    this.uses.set(optimizer, { optimizer, rate, settings: settingsOf(optimizer) });
  }

  /** The optimizers that were used. */
  get optimizers(): OptimizerUse[] {
    return [...this.uses.values()].map(({ optimizer, rate, settings }) => {
      if (settingsOf(optimizer) !== settings) this.object(CHANGES_SETTINGS);
      return { optimizer, rate, settings: keptSettings({ optimizer, rate }) };
    });
  }

  /** Says that a constant is a number that JavaScript works out for each step. */
  schedule(tensor: Tensor, scheduled: (ahead: number) => number): void {
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

  private observer(): Observer {
    return {
      writes: (values) => this.askedNumbers.putIn(values),
      named: (handle, dataId) => void this.dataOf.set(handle, dataId),
      made: (handle, shape, dtype, values) => this.addConstant(handle, shape, dtype, values),
      ran: (name, attributes, inputs, results) => this.addOperation(name, attributes, inputs, results),
      runsModel: () => this.object("it runs a saved model"),
      reads: (handle) => this.noteRead(handle),
      drew: (number) => void this.draws.push(number),
    };
  }

  private valueAt(handle: number): Value {
    return this.values.get(handle) ?? this.addOuter(handle);
  }

  private addConstant(handle: number, shape: readonly number[], dtype: number, values: unknown): void {
    if (!ArrayBuffer.isView(values)) return this.object("it works on strings");
    const content = Buffer.from(values.buffer.slice(values.byteOffset, values.byteOffset + values.byteLength));
    this.add({ kind: "constant", dtype, shape: [...shape], content, scheduled: this.askedNumbers.of(values) }, [handle]);
  }

  private addOperation(
    name: string, attributes: readonly OperationAttribute[], inputs: readonly number[], results: readonly TensorMetadata[],
  ): void {
    const objection = objectionTo(name, results);
    if (objection) this.object(objection);
    const encoded = encodeAttributes(attributes, this.backend.binding);
    if (!encoded) this.object(`it uses the operation ${name} in a way that a graph cannot hold`);
    const source = {
      kind: "operation", name, attributes: encoded ?? new Map<string, Buffer>(),
      inputs: inputs.map((handle) => this.valueAt(handle)),
      outputs: results.map(({ dtype, shape }) => ({ dtype, shape })),
    } as const;
    this.add(source, results.map(({ id }) => id));
  }

  /** Something from outside the step. */
  private addOuter(handle: number): Value {
    const dataId = this.dataOf.get(handle);
    if (!dataId || !this.backend.tensorMap.has(dataId)) {
      this.object("it uses data that tfjs does not know");
      return { source: { kind: "outer", dtype: DataType.float32, shape: [], dataId: {} }, output: 0 };
    }
    const { shape, dtype } = this.backend.tensorMap.get(dataId);
    const source: Source = { kind: "outer", dtype, shape, dataId };
    this.add(source, [handle]);
    return { source, output: 0 };
  }

  private add(source: Source, handles: readonly number[]): void {
    this.sources.push(source);
    handles.forEach((handle, output) => this.values.set(handle, { source, output }));
  }

  private noteRead(handle: number): void {
    if (this.values.get(handle)?.source.kind === "constant") return;
    this.object("it reads values (dataSync, arraySync, data, print), so that what it does may depend on them");
  }
}
