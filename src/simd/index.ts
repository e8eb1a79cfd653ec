export { gram, gramPlain, gramSimd } from "./gram";
export { LogisticRows } from "./logisticRows";
