export { findBrowser } from "./browser";
export { typeset, type FormulaFault } from "./mathematics";
export type { Theme } from "./page";
export { renderReport, type RenderedReport, type ReportOptions } from "./renderReport";
export { sweepNotebook, sweepOrigin } from "./sweepNotebook";
export { indexEntry, writeIndex, type IndexEntry } from "./writeIndex";
export { writeMarkdown } from "./writeMarkdown";
export { papers, writePdf, type Paper } from "./writePdf";
export { writeReport, writeWhole, type WrittenReport } from "./writeReport";
