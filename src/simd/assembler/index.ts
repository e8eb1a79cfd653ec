export { call, FunctionWriter, Local, whileLoop, when } from "./function";
export { f64, f64x2, i32, type Code } from "./instructions";
export { moduleBytes } from "./module";
