import type { Config } from "vega-lite";

/**
 * Eight colours for series, after Okabe and Ito's palette for all kinds of colour vision
 * ("Color Universal Design", 2008), shifted so that each has a contrast of at least 3 to 1 on white and on the
 * near-black of a dark page; black and yellow, which cannot, are replaced.
 * The first four are distinct to all kinds of colour vision.
 */
export const seriesColors = ["#1f78b4", "#d55e00", "#009371", "#b8629b", "#b57f00", "#2e8fce", "#7a7a7a", "#8f63c9"];

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
