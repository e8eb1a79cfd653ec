import { toMatrix, type MatrixLike } from "../arrays";
import { refuse, requireInteger } from "../errors";
import {
  assembleChart, checkOptions, defaultSize, letterWidth, sizeOf, type Chart, type ChartOptions, type Layer,
  type OptionKinds,
} from "./chart";
import { formatNumber } from "./formatNumber";
import { rangeOf } from "./reduce";
import { neutralColor } from "./theme";

/** Options of {@link imageGrid}. By default 520 pixels wide; the height follows. */
export interface ImageGridOptions extends Omit<ChartOptions, "height"> {
  /** The pictures, at most 60, a row each: brightness row after row; the largest value is black, the smallest white. */
  images: MatrixLike;
  /** Height and width of a picture in its own pixels. */
  imageSize: readonly [height: number, width: number];
  /** A few letters below each picture, on its paper. Default none. */
  labels?: readonly string[];
  /** How many stand side by side; default 8. */
  columns?: number;
}

/** Pixels of one grey side by side. */
interface Run {
  x: number;
  x2: number;
  y: number;
  /** From 1, nearly white, to `levels`, black. */
  grey: number;
}

const mostImages = 60;
const levels = 7;
const gap = 8;
const labelHeight = 18;
/** Of the letters: they stand on white, whatever the page is. */
const ink = "#333333";
/** Neighbouring runs overlap by so many pixels, or the paper would shine through between them. */
const overlap = 0.3;

const KNOWN: OptionKinds<ImageGridOptions> = {
  title: "text?", description: "text?", width: "other", images: "other", imageSize: "list", labels: "list?",
  columns: "other",
};

/**
 * Small grey pictures side by side, with a few letters below each: digits that a model mistook, means of classes.
 * Brightness is drawn in eight steps.
 * @throws InputError when there are no pictures or more than sixty, their pixels or labels do not fit, or all pixels of
 * all pictures are the same
 */
export function imageGrid(options: ImageGridOptions): Chart {
  checkOptions("imageGrid", options, KNOWN);
  const { labels, columns = 8, imageSize: [rows, across] } = options;
  const images = toMatrix(options.images, "images");
  requireInteger("columns", columns, 1);
  requireInteger("imageSize, height", rows, 1);
  requireInteger("imageSize, width", across, 1);
  if (images.rows > mostImages) refuse("images", `at most ${mostImages} pictures`, images.rows);
  if (images.columns !== rows * across) refuse("images", `${rows} x ${across} = ${rows * across} numbers a row`, images.columns);
  if (labels && labels.length !== images.rows) refuse("labels", `${images.rows} words, one for each picture`, labels.length);
  const [low, high] = rangeOf(images.values);
  if (low === high) refuse("images", "pixels that differ", low);
  const { width } = sizeOf({ width: options.width }, defaultSize);
  const side = (width - (columns - 1) * gap) / columns;
  const scale = side / across;
  const lineHeight = rows * scale + gap + (labels ? labelHeight : 0);
  const height = Math.ceil(images.rows / columns) * lineHeight;
  const places = Array.from({ length: images.rows }, (_, k) => ({
    x: (k % columns) * (side + gap), y: Math.floor(k / columns) * lineHeight,
  }));
  const runs = places.flatMap(({ x, y }, k) => runsOf(images.row(k), across, low, high).map((run) => ({
    x: tenth(x + run.x * scale), x2: tenth(x + run.x2 * scale + overlap), y: tenth(y + run.y * scale), grey: run.grey,
  })));
  const papers = places.map(({ x, y }) => ({ x, x2: x + side, y, y2: y + rows * scale + (labels ? labelHeight : 0) }));
  return assembleChart({ ...options, width, height }, {
    title: `${images.rows} pictures of ${rows} × ${across} pixels`,
    description: describe(options, images.rows, low, high),
    layer: [
      rectangles(papers, { fill: "white", stroke: neutralColor, strokeWidth: 0.5 }, width, height),
      {
        ...rectangles(runs, {}, width, height),
        transform: [{ calculate: `datum.y + ${tenth(scale + overlap)}`, as: "y2" }],
        encoding: {
          ...position(width, height),
          fill: {
            field: "grey", type: "quantitative", legend: null,
            scale: { type: "linear", domain: [0, levels], range: ["#ffffff", "#000000"] },
          },
        },
      },
      ...(labels ? [words(labels, places, side, rows * scale, width, height)] : []),
    ],
  });
}

/** What is not white of one picture, in its own pixels. */
function runsOf(pixels: Float64Array, across: number, low: number, high: number): Run[] {
  const greyAt = (place: number) => Math.round((levels * (pixels[place]! - low)) / (high - low));
  const runs: Run[] = [];
  for (let place = 0; place < pixels.length;) {
    const grey = greyAt(place);
    const [x, y] = [place % across, Math.floor(place / across)];
    let x2 = x + 1;
    while (x2 < across && greyAt(y * across + x2) === grey) x2++;
    if (grey > 0) runs.push({ x, x2, y, grey });
    place += x2 - x;
  }
  return runs;
}

/** To a tenth of a pixel, which nobody sees, so that a notebook stays small. */
function tenth(length: number): number {
  return Math.round(10 * length) / 10;
}

function position(width: number, height: number) {
  const axis = (field: string, domain: [number, number]) =>
    ({ field, type: "quantitative" as const, axis: null, scale: { domain, nice: false, zero: false } });
  return { x: axis("x", [0, width]), x2: { field: "x2" }, y: axis("y", [height, 0]), y2: { field: "y2" } };
}

function rectangles(values: object[], look: object, width: number, height: number): Layer {
  return {
    data: { values },
    mark: { type: "rect", aria: false, strokeWidth: 0, ...look },
    encoding: position(width, height),
  };
}

function words(labels: readonly string[], places: { x: number; y: number }[], side: number, below: number, width: number, height: number): Layer {
  const { x, y } = position(width, height);
  return {
    data: { values: places.map((place, k) => ({ x: place.x + side / 2, y: place.y + below + 4, label: labels[k] })) },
    mark: { type: "text", color: ink, baseline: "top", limit: Math.max(side - 2, letterWidth), fontSize: 11.5 },
    encoding: { x, y, text: { field: "label", type: "nominal" } },
  };
}

function describe({ labels, imageSize: [rows, across] }: ImageGridOptions, count: number, low: number, high: number): string {
  const said = labels ? ` ${labels.map((label, k) => `${k + 1}: ${label}`).join("; ")}.` : "";
  return `${count} grey pictures of ${rows} by ${across} pixels, white at ${formatNumber(low, 4)}, black at ${formatNumber(high, 4)}.${said}`;
}
