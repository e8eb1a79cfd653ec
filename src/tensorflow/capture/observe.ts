import { withRestore } from "../interrupts";
import type { Binding, NativeBackend, OperationAttribute, TensorMetadata } from "./native";

/** Is told what tfjs does while a step runs. Handles are the numbers that Google's library gives its tensors. */
export interface Observer {
  /** JavaScript is about to hand these values to tfjs-node, which waits with them until an operation needs them. */
  writes(values: unknown): void;
  /** The data behind a tensor have been asked for by their handle. */
  named(handle: number, dataId: object): void;
  /** Values of JavaScript have become a tensor. */
  made(handle: number, shape: readonly number[], dtype: number, values: unknown): void;
  /** An operation has run. */
  ran(
    name: string, attributes: readonly OperationAttribute[], inputs: readonly number[], results: readonly TensorMetadata[],
  ): void;
  /** A saved model is about to run. */
  runsModel(): void;
  /** JavaScript is about to read a tensor's values. */
  reads(handle: number): void;
  /** `Math.random` has given this. */
  drew(number: number): void;
}

/** Does some work as ever, while an observer is told what tfjs-node asks of Google's library for it. */
export function observe<Result>(backend: NativeBackend, observer: Observer, work: () => Result): Result {
  const { binding, getInputTensorIds, write } = backend;
  const { random } = Math;
  const standIn = observed(binding, observer);
  const born = new WeakSet<object>();
  backend.binding = standIn;
  backend.write = (...data) => {
    observer.writes(data[0]);
    const dataId = write.apply(backend, data);
    born.add(dataId);
    return dataId;
  };
  backend.getInputTensorIds = (tensors) => tensors.map((tensor) => {
    // Values that waited in JavaScript since before the work are not made by it.
    if (!born.has(tensor.dataId ?? backend)) backend.binding = binding;
    try {
      const [handle] = getInputTensorIds.call(backend, [tensor]);
      if (tensor.dataId) observer.named(handle, tensor.dataId);
      return handle;
    } finally {
      backend.binding = standIn;
    }
  });
  Math.random = () => {
    const number = random();
    observer.drew(number);
    return number;
  };
  return withRestore(work, () => {
    backend.binding = binding;
    backend.getInputTensorIds = getInputTensorIds;
    backend.write = write;
    Math.random = random;
  });
}

/** A new object, because the binding's properties cannot be set. */
function observed(binding: Binding, observer: Observer): Binding {
  const own: Partial<Binding> = {
    createTensor: (shape, dtype, values) => {
      const handle = binding.createTensor(shape, dtype, values);
      observer.made(handle, shape, dtype, values);
      return handle;
    },
    executeOp: (name, attributes, inputs, outputs) => {
      const results = binding.executeOp(name, attributes, inputs, outputs);
      observer.ran(name, attributes, inputs, results);
      return results;
    },
    tensorDataSync: (handle) => {
      observer.reads(handle);
      return binding.tensorDataSync(handle);
    },
    runSavedModel: (...run) => {
      observer.runsModel();
      return binding.runSavedModel(...run);
    },
  };
  return Object.create(binding, Object.getOwnPropertyDescriptors(own)) as Binding;
}
