export { call, FunctionWriter, leave, Local, whileLoop, when } from "./function";
export { f64, f64x2, i32, type Code } from "./instructions";
export { i16x8, i64, i8x16 } from "./integers";
export { moduleBytes } from "./module";
