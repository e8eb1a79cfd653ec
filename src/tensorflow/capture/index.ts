export { announce } from "./announce";
export { compile, compileWith, type CompiledStep } from "./compile";
export { currentRecorder } from "./currentRecorder";
