import path from "node:path";

/** Slope's own folder: its packages are what a notebook outside of any project falls back to. */
export const ownFolder = path.resolve(__dirname, "../../../..");
