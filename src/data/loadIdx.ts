import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { InputError, refuse, requireList, requireOptions } from "../errors";
import { dataFolder } from "./dataFile";
import { parseIdx } from "./idx";
import type { ImageDataset } from "./imageDataset";
import { imagesOf } from "./imageFiles";

const FILES = [
  "train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte",
] as const;

/** Options of {@link loadIdx}. */
export interface IdxOptions {
  /** What each class is called. Default "0" to "9". */
  targetNames?: readonly string[];
}

/**
 * Reads the four files of MNIST, or of a set in its form such as Fashion-MNIST or KMNIST: `train-images-idx3-ubyte`,
 * `train-labels-idx1-ubyte`, `t10k-images-idx3-ubyte` and `t10k-labels-idx1-ubyte`, packed (`.gz`) or not, with `-` or
 * `.` before `idx`. A relative path starts at the working directory.
 * @param folder where they are. Default: the project's own `data` folder
 * @throws InputError naming the files that are missing, or the one that is damaged
 *
 * @example const { train, test } = loadIdx("../data/fashion-mnist");
 */
export function loadIdx(
  folder = dataFolder, options: IdxOptions = {},
): { train: ImageDataset; test: ImageDataset } {
  const { targetNames = Array.from("0123456789") } = requireOptions("loadIdx", options, { targetNames: [] });
  if (typeof folder !== "string") refuse("folder", "a path", folder);
  requireList("targetNames", targetNames, "a list of the classes' names");
  const place = resolve(folder);
  const there = namesIn(place);
  const found = FILES.map((name) => there.find((file) => file.replace(".idx", "-idx").replace(/\.gz$/, "") === name));
  const missing = FILES.filter((_, k) => !found[k]);
  if (missing.length > 0) {
    const hint = "Put the four files of MNIST or Fashion-MNIST there, as they come (.gz) or unpacked";
    throw new InputError(place, FILES.join(", "), `none of ${missing.join(", ")}`, hint);
  }
  const read = (k: number, dimensions: number) => parseIdx(readFileSync(join(place, found[k]!)), found[k]!, dimensions);
  const part = (name: string, k: number) => {
    const text = {
      name, title: `${name} of ${place}`, description: "Grey pictures in the form of MNIST.", source: place,
      licence: "that of the files", targetNames,
    };
    return imagesOf(text, read(k, 3), read(k + 1, 1), found[k + 1]!);
  };
  return { train: part("train", 0), test: part("test", 2) };
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    throw new InputError(folder, `a folder with ${FILES.join(", ")}`, "nothing there");
  }
}
