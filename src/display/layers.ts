import type { LayersModel } from "@tensorflow/tfjs-node";
import type { Display } from "./display";
import { tableHtml, tableText, type Column, type TableContent } from "./tables";

type Layer = LayersModel["layers"][number];
type Shape = Layer["outputShape"];

/** One call of a layer, and the layers whose outputs it is called on. */
interface Call {
  outboundLayer: Layer;
  inboundLayers: Layer[];
}

/** What the declarations of TensorFlow.js leave out. */
type Model = LayersModel & { nodesByDepth: Record<string, Call[]> };

/**
 * A model of TensorFlow's layers (`tf.sequential`, `tf.model`) as a table: each layer with its type, the shape of its
 * output and how many parameters it has; where layers do not follow one upon another, also what each is called on.
 * @returns undefined for anything else
 */
export function renderLayers(value: unknown): Display | undefined {
  if (!isLayersModel(value)) return undefined;
  const content = summaryOf(value);
  return { data: { "text/html": tableHtml(content), "text/plain": tableText(content) }, metadata: {} };
}

function summaryOf(model: Model): TableContent {
  const { layers } = model;
  const calls = Object.values(model.nodesByDepth ?? {}).flat(); // a sequential model has them once it is compiled
  const columns: Column[] = [
    { name: "layer", cells: layers.map(({ name }) => name), align: "left", heads: true },
    { name: "type", cells: layers.map((layer) => layer.getClassName()), align: "left" },
    { name: "output", cells: layers.map(outputOf), align: "left" },
    { name: "parameters", cells: layers.map(({ weights }) => grouped(sizeOf(weights))), align: "right" },
  ];
  if (!isChain(layers, calls)) columns.push({ name: "called on", cells: layers.map((layer) => inputsOf(layer, calls)), align: "left" });
  return { caption: `${model.getClassName()} "${model.name}"`, columns, footer: totals(model) };
}

function totals({ layers }: Model): string {
  const trainable = layers.reduce((sum, { trainableWeights }) => sum + sizeOf(trainableWeights), 0);
  const all = layers.reduce((sum, { weights }) => sum + sizeOf(weights), 0);
  return `${grouped(all)} parameters: ${grouped(trainable)} trainable, ${grouped(all - trainable)} not trainable`;
}

function sizeOf(weights: Layer["weights"]): number {
  return weights.reduce((sum, { shape }) => sum + shape.reduce<number>((product, length) => product * length!, 1), 0);
}

/** 54,106 */
function grouped(count: number): string {
  return count.toLocaleString("en");
}

/** The shape of a layer's output, as Keras writes it: `None` for the size of the batch. */
function outputOf(layer: Layer): string {
  try {
    return shapeInWords(layer.outputShape);
  } catch {
    return "several"; // it is called on inputs of several shapes
  }
}

function shapeInWords(shape: Shape): string {
  if (shape.some(Array.isArray)) return (shape as (number | null)[][]).map(shapeInWords).join(", ");
  return `(${shape.map((length) => length ?? "None").join(", ")}${shape.length === 1 ? "," : ""})`;
}

/** Whether each layer is called once, on the one before it. */
function isChain(layers: readonly Layer[], calls: readonly Call[]): boolean {
  return calls.every(({ outboundLayer, inboundLayers }) => {
    const before = layers[layers.indexOf(outboundLayer) - 1];
    return inboundLayers.length === 0 ? before === undefined : inboundLayers.length === 1 && (inboundLayers[0] === before || before === undefined);
  }) && new Set(calls.map(({ outboundLayer }) => outboundLayer)).size === calls.length;
}

function inputsOf(layer: Layer, calls: readonly Call[]): string {
  const own = calls.filter(({ outboundLayer }) => outboundLayer === layer);
  return own.map(({ inboundLayers }) => inboundLayers.map(({ name }) => name).join(", ")).filter(Boolean).join("; ");
}

function isLayersModel(value: unknown): value is Model {
  return (
    typeof value === "object" &&
    value !== null &&
    "layers" in value &&
    Array.isArray(value.layers) &&
    "trainableWeights" in value &&
    "getClassName" in value &&
    "countParams" in value
  );
}
