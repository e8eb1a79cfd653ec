export type { MimeBundle } from "./mimeBundle";
export { plain, type Display } from "./display";
export { isDisplayable, jupyterDisplay, type Displayable } from "./displayable";
export { columnOf } from "./frames";
export { escapeHtml } from "./html";
export { withoutPictures } from "./pictures";
export { renderValue } from "./renderValue";
export {
  installKernel, runningKernel, type CapturedOutput, type Comm, type CommData, type RunningKernel,
} from "./runningKernel";
export { tableHtml, tableText, type Column, type TableContent } from "./tables";
