import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Tensor, Variable } from "@tensorflow/tfjs";
import { names, type StepGraph } from "./graph";
import { savedModel } from "./graphDefinition";
import { lateVersion, leaveLate, settle } from "./lateData";
import type { DataEntry, NativeBackend, TensorMetadata } from "./native";
import type { Recording } from "./recording";
import { ownData } from "./record";
import { sessionConfig } from "./sessionConfig";

/** What a variable's data were when the session last agreed with it. */
interface Agreement {
  readonly entry: DataEntry;
  readonly version: number;
}

const registry = new FinalizationRegistry<() => void>((free) => free());

/** A graph of one or several steps, loaded into TensorFlow, with its own copy of the variables. */
export class Session {
  private readonly id: number;
  private readonly agreements: (Agreement | undefined)[] = [];
  /** Positions of the variables that the steps change, and of the arguments that they use. */
  private readonly changed: readonly number[];
  private readonly usedArguments: readonly number[];
  private readonly inputNames: string;
  private readonly outputNames: string;

  /** @throws Error when TensorFlow does not take the graph */
  constructor(
    private readonly backend: NativeBackend, private readonly recording: Recording,
    private readonly graph: StepGraph, private readonly steps: number,
  ) {
    this.id = load(backend, savedModel(graph.nodes), sessionConfig(recording));
    const { binding } = backend;
    const { id } = this;
    registry.register(this, () => binding.deleteSavedModel(id), this);
    const { updates, fusedUpdates } = recording;
    const changing = new Set([...updates.keys(), ...fusedUpdates.flatMap(({ targets }) => targets)]);
    this.changed = graph.variables.flatMap((variable, index) => (changing.has(variable) ? [index] : []));
    this.usedArguments = recording.sources.flatMap((source) => (source.kind === "argument" ? [source.index] : []));
    this.inputNames = this.inputs().join();
    this.outputNames = this.outputs().join();
  }

  /** Runs the steps; gives the results of each, as tensors. @param tensors the arguments of each step */
  run(tensors: readonly (readonly Tensor[])[]): Tensor[][] {
    const { backend, graph, steps, recording: { results } } = this;
    this.takeVariables();
    const scheduled = graph.scheduled.flatMap(({ scheduled }) => tensors.map((_, ahead) => scheduled!(ahead)))
      .map((value) => backend.binding.createTensor([], 1, Float32Array.of(value)));
    const ids = [
      ...tensors.flatMap((list) => backend.getInputTensorIds(this.usedArguments.map((index) => list[index]))),
      ...scheduled,
      ...graph.outers.map(({ dataId }) => backend.getInputTensorIds([{ dataId }] as never)[0]),
    ];
    this.leaveVariables();
    try {
      const [token, ...outputs] = this.execute(ids);
      backend.binding.deleteTensor(token.id);
      const made = outputs.map((metadata) => backend.createOutputTensor(metadata));
      return Array.from({ length: steps }, (_, step) => made.slice(step * results.length, (step + 1) * results.length));
    } finally {
      for (const id of scheduled) backend.binding.deleteTensor(id);
    }
  }

  /** The values of variables, under new handles. */
  read(variables: readonly Variable[]): number[] {
    const asked = variables.map((variable) => names.value(this.graph.variables.indexOf(variable)));
    return this.backend.binding.runSavedModel(this.id, [], "", asked.join()).map(({ id }) => id);
  }

  /** Gives back what TensorFlow holds; the variables keep their values. */
  dispose(): void {
    settle(this);
    registry.unregister(this);
    this.backend.binding.deleteSavedModel(this.id);
  }

  private execute(ids: number[]): TensorMetadata[] {
    try {
      return this.backend.binding.runSavedModel(this.id, ids, this.inputNames, this.outputNames);
    } catch (cause) {
      // The rest names nodes of the graph.
      const [line] = (cause as Error).message.replace(/^Session fail to run with error: /, "").split("\n", 1);
      throw new Error(`compiled step: ${line}`, { cause });
    }
  }

  /** Takes over the values of variables that were changed elsewhere. */
  private takeVariables(): void {
    const { backend, graph, agreements } = this;
    const stale = graph.variables.flatMap((variable, index) => {
      ownData(backend, variable);
      const entry = backend.tensorMap.get(variable.dataId);
      const agreement = agreements[index];
      if (agreement?.entry === entry && agreement.version === lateVersion(entry)) return [];
      agreements[index] = { entry, version: lateVersion(entry) };
      return [index];
    });
    if (stale.length === 0) return;
    const ids = stale.map((index) => backend.getInputTensorIds([graph.variables[index]])[0]);
    const tokens = backend.binding.runSavedModel(
      this.id, ids, stale.map(names.given).join(), stale.map(names.taken).join());
    for (const { id } of tokens) backend.binding.deleteTensor(id);
  }

  /** Leaves the values in the session until somebody asks for them. */
  private leaveVariables(): void {
    const { backend, graph, agreements } = this;
    for (const index of this.changed) {
      const variable = graph.variables[index];
      const entry = backend.tensorMap.get(variable.dataId);
      agreements[index] = { entry, version: leaveLate(entry, variable, this, backend.binding) };
    }
  }

  private inputs(): string[] {
    const { graph, usedArguments } = this;
    const steps = Array.from({ length: this.steps }, (_, step) => step);
    return [
      ...steps.flatMap((step) => usedArguments.map((index) => names.argument(index, step))),
      ...graph.scheduled.flatMap((_, index) => steps.map((step) => names.scheduled(index, step))),
      ...graph.outers.map((_, index) => names.outer(index)),
    ];
  }

  private outputs(): string[] {
    const { results } = this.recording;
    const steps = Array.from({ length: this.steps }, (_, step) => step);
    return [names.run, ...steps.flatMap((step) => results.map((_, index) => names.result(index, step)))];
  }
}

/** TensorFlow loads graphs from a folder only; it is gone when this returns. @param config for the binding's `sessions.cc` */
function load({ binding }: NativeBackend, model: Buffer, config: Buffer | null): number {
  const folder = mkdtempSync(path.join(tmpdir(), `slope-graph-${process.pid}-`));
  try {
    writeFileSync(path.join(folder, "saved_model.pb"), model);
    if (config) writeFileSync(path.join(folder, "session_config.pb"), config);
    return binding.loadSavedModel(folder, "serve");
  } finally {
    rmSync(folder, { recursive: true });
  }
}
