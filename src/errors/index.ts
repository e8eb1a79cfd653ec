export { inspected } from "./inspected";
export { InputError, refuse, received } from "./inputError";
export { didYouMean } from "./nearest";
export { requireOptions } from "./options";
export {
  requireBoolean, requireFinite, requireFraction, requireFunction, requireInteger, requireList, requireOneOf, requirePositive,
} from "./require";
