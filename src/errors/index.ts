export { InputError, refuse, received } from "./inputError";
export { requireFinite, requirePositive, requireInteger, requireFraction, requireOneOf } from "./require";
