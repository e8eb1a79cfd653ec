export { inspected } from "./inspected";
export { InputError, refuse, received } from "./inputError";
export { requireFinite, requirePositive, requireInteger, requireFraction, requireOneOf } from "./require";
