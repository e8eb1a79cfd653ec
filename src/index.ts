export * from "./errors";
export * from "./arrays";
export * from "./random";
