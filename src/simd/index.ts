export { gram, gramPlain, gramSimd } from "./gram";
export { LogisticRows } from "./logisticRows";
export { reflections, type Reflected } from "./reflections";
