export { environmentPython, displayPath, projectRoot } from "./project";
export { findNotebook, notebookNames, notebooksFolder } from "./findNotebook";
export { runPython } from "./python";
export { NotebookError } from "./notebookError";
export { runNotebook, type CellProgress, type RunOptions, type RunRecord } from "./runNotebook";
export { notebookToText, textToNotebook } from "./text";
