import type { Config } from "vega-lite";

/**
 * Eight colours for series, distinct to all kinds of colour vision, each with a contrast of at least 3 to 1 on white
 * and on the near-black of a dark page. The first four are Okabe and Ito's ("Color Universal Design", 2008), as
 * published; their others are too light for white. The purple is of IBM's palette, the olive of Tol's ("muted"), brown
 * and grey are Brewer's ("Set1", "Dark2"): of all that such palettes have these keep furthest apart.
 */
export const seriesColors = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#785ef0", "#999933", "#a65628", "#666666"];

/** The grey of lines and words inside a picture: readable on white and on near-black. */
export const neutralColor = "#767676";

/**
 * A plain sans-serif, then fonts that have what it may lack (subscripts, operators, Chinese): a picture drawn without
 * a browser takes a missing character only from a font that is named.
 */
const fonts = [
  "Arial", "Liberation Sans", "DejaVu Sans", "Segoe UI Symbol", "Arial Unicode MS",
  "Noto Sans CJK SC", "Noto Sans CJK JP", "PingFang SC", "Microsoft YaHei", "sans-serif",
];

/**
 * The look of every chart. The page shines through, and the colours of titles, labels and axes are the
 * front end's, so that one chart suits JupyterLab's light and dark theme, a report and a white picture.
 */
export const theme: Config = {
  font: fonts.join(", "),
  background: "transparent",
  padding: 8,
  view: { stroke: null },
  mark: { color: seriesColors[0]! },
  range: { category: seriesColors },
  title: {
    anchor: "start",
    frame: "group",
    fontSize: 14,
    fontWeight: 600,
    subtitleFontSize: 11.5,
    offset: 12,
    subtitlePadding: 5,
  },
  axis: {
    gridColor: neutralColor,
    gridOpacity: 0.22,
    labelFontSize: 11,
    titleFontSize: 12,
    titleFontWeight: "normal",
    titlePadding: 8,
    labelFlush: false,
    labelSeparation: 6,
  },
  axisQuantitative: { tickCount: 8 },
  legend: {
    labelFontSize: 11.5,
    titleFontSize: 11.5,
    titleFontWeight: "normal",
    labelLimit: 280,
    symbolStrokeWidth: 2.5,
    symbolOpacity: 1,
  },
  point: { filled: true, size: 36 },
  line: { strokeWidth: 2.2, strokeCap: "round", strokeJoin: "round" },
  rule: { color: neutralColor },
  text: { fontSize: 11.5 },
};
