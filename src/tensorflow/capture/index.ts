export { compile, type CompiledStep } from "./compile";
