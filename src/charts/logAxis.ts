/** Numbers over powers of ten, in short form. */
export const logLabels = {
  format: "~g",
  // without a label stay the ticks that Vega leaves bare for lack of room
  labelExpr: "datum.label == '' || (datum.value > 9e-5 && datum.value < 9e4) ? datum.label : replace(format(datum.value, '~e'), '+', '')",
};

/** An axis over powers of ten: numbers in short form, grid lines at 1, 10, 100, … only. */
export const logAxis = {
  ...logLabels,
  tickCount: 7,
  gridOpacity: {
    condition: { test: "abs(log(datum.value) / LN10 - round(log(datum.value) / LN10)) < 1e-6", value: 0.25 },
    value: 0,
  },
};
