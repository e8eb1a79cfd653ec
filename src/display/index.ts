export type { MimeBundle } from "./mimeBundle";
export {
  installKernel, runningKernel, type CapturedOutput, type Comm, type CommData, type RunningKernel,
} from "./runningKernel";
