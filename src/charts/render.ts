import type { Canvas } from "@napi-rs/canvas";
import type { Spec, View } from "vega";
import { InputError, requireOptions, requirePositive } from "../errors";
import type { Chart } from "./chart";

/** Vega, loaded when the first picture is drawn: it takes a few tenths of a second. */
export function loadVega(): typeof import("vega") {
  return require("vega") as typeof import("vega");
}

/**
 * Draws a chart as a PNG picture on white.
 * @param options.scale pixels of the picture for each pixel of the chart; default 2, for dense screens
 * @throws InputError when the chart takes its data from a file or address, Vega cannot draw it, or an option is unknown
 */
export function renderPng(chart: Chart, options: { scale?: number } = {}): Buffer {
  const { scale = 2 } = requireOptions("renderPng", options, { scale: 0 });
  return draw<{ canvas(): Canvas }>(chart, "canvas", requirePositive("scale", scale)).canvas().toBuffer("image/png");
}

/**
 * Draws a chart as an SVG picture on white.
 * @throws InputError when the chart takes its data from a file or address, or Vega cannot draw it
 */
export function renderSvg(chart: Chart): string {
  const vega = loadVega() as unknown as { resetSVGDefIds(): void };
  vega.resetSVGDefIds(); // the same chart gives the same text, whatever was drawn before
  return draw<{ svg(): string }>(chart, "svg", 1).svg();
}

/** Vega's layout of a finished view, which its types leave out. */
interface Layout {
  _viewWidth: number;
  _viewHeight: number;
  _origin: [number, number];
}

/** A renderer of Vega's, as `renderModule(name).headless` makes it. */
interface HeadlessRenderer<Output> {
  /** What a canvas is drawn with; null of SVG. */
  context?(): TurningContext | null;
  initialize(element: null, width: number, height: number, origin: [number, number], scale: number): this;
  background(color: string): this;
  render(scene: unknown): this & Output;
}

interface TurningContext {
  rotate(angle: number): void;
  transform(a: number, b: number, c: number, d: number, e: number, f: number): void;
}

interface RendererModule<Output> {
  headless: new (loader: unknown) => HeadlessRenderer<Output>;
}

/**
 * Lays a chart out and draws it at once. Vega's own `toCanvas` and `toSVG` do the same steps behind a promise,
 * for data that must be fetched first; a chart here holds its data.
 */
function draw<Output>(chart: Chart, kind: "canvas" | "svg", scale: number): Output {
  const vega = loadVega();
  const view = layOut(chart);
  const padding = view.padding() as { left: number; right: number; top: number; bottom: number };
  const { _viewWidth, _viewHeight, _origin } = view as unknown as Layout;
  const renderModule = vega.renderModule as unknown as (name: string) => RendererModule<Output>;
  const { headless: Renderer } = renderModule(kind);
  const renderer = new Renderer(view.loader()).initialize(
    null,
    _viewWidth + padding.left + padding.right,
    _viewHeight + padding.top + padding.bottom,
    [padding.left + _origin[0], padding.top + _origin[1]],
    scale,
  );
  keepPathsInPlace(renderer.context?.());
  const output = renderer
    .background("white")
    .render((view.scenegraph() as unknown as { root: unknown }).root);
  view.finalize();
  return output;
}

/**
 * Turning the axes leaves a path that has begun where it is; the canvas's own `rotate` turns it along, so that a
 * symbol at an angle came out straight. Its `transform` does as it should.
 */
function keepPathsInPlace(context: TurningContext | null | undefined): void {
  if (!context) return;
  context.rotate = (angle) => context.transform(Math.cos(angle), Math.sin(angle), -Math.sin(angle), Math.cos(angle), 0, 0);
}

function layOut(chart: Chart): View {
  const vega = loadVega();
  const problems: string[] = [];
  const logger = {
    ...vega.logger(vega.Warn),
    error: (...parts: unknown[]) => (problems.push(parts.map(String).join(" ")), logger),
  };
  const spec = compileChart(chart);
  if (spec.data?.some((table) => "url" in table)) {
    throw new InputError(
      "chart",
      "its data inside it",
      "data at an address",
      "Read the data first and put the rows into data.values",
    );
  }
  const view = new vega.View(vega.parse(spec), { renderer: "none", logger });
  view.run();
  if (problems.length > 0) throw new InputError("chart", "a specification that Vega can draw", problems.join("; "));
  return view;
}

/** A chart as the Vega specification that draws it. Vega writes into the rows it is given: it gets copies. */
function compileChart(chart: Chart): Spec {
  const { compile } = require("vega-lite") as typeof import("vega-lite");
  return compile(structuredClone(chart)).spec;
}
