import type { IdxArray } from "./idx";
import { InputError } from "../errors";
import { ImageDataset, type ImageText } from "./imageDataset";

/** Pictures and labels from the two files that hold them. @throws InputError when their numbers differ */
export function imagesOf(text: ImageText, images: IdxArray, labels: IdxArray, what: string): ImageDataset {
  const [count, height, width] = images.shape as [number, number, number];
  if (labels.shape[0] !== count) throw new InputError(what, `${count} labels, one for each picture`, String(labels.shape[0]));
  return new ImageDataset(text, images.bytes, labels.bytes, height, width);
}
