export { environmentPython, displayPath, projectRoot } from "./project";
export { findNotebook, notebookNames, notebooksFolder } from "./findNotebook";
export { runPython } from "./python";
export { NotebookError } from "./notebookError";
export { hasTag, joined, readNotebook, type NotebookCell, type NotebookDocument, type NotebookOutput } from "./notebookDocument";
export * from "./parameters";
export { runNotebook, type CellProgress, type RunOptions, type RunRecord } from "./runNotebook";
export * from "./sweep";
export { notebookToText, textToNotebook } from "./text";
