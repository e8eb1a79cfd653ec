export { compile, compileWith, type CompiledStep } from "./compile";
