import { inspect, type InspectOptions } from "node:util";
import { Matrix } from "../arrays";
import { inspected, refuse, requireList } from "../errors";

/** What a set of pictures says about itself. */
export interface ImageText {
  /** Short name, "mnist". */
  readonly name: string;
  /** Name for a heading. */
  readonly title: string;
  /** What the pictures show. */
  readonly description: string;
  /** Who made it, and where this copy is from. */
  readonly source: string;
  /** Under which terms it may be used. */
  readonly licence: string;
  /** What each class is called: a picture labelled k is of the class `targetNames[k]`. */
  readonly targetNames: readonly string[];
}

/**
 * Grey pictures of one size, each with its class. The bytes are kept as they came; what a model learns from is made of
 * them on first use, so that a part costs only itself.
 */
export class ImageDataset {
  /** How many pictures. */
  readonly count: number;
  private floats?: Float32Array;
  private matrix?: Matrix;

  /**
   * @param bytes brightness from 0, paper, to 255, ink: picture after picture, each row after row
   * @param labels the class of each picture
   * @param height in pixels
   * @param width in pixels
   * @throws InputError when the bytes are not those of as many pictures as there are labels, or a label has no name
   */
  constructor(
    readonly text: ImageText, readonly bytes: Uint8Array, readonly labels: Uint8Array,
    readonly height: number, readonly width: number,
  ) {
    this.count = labels.length;
    const rule = `${labels.length} pictures of ${height} x ${width} pixels, one for each label`;
    if (bytes.length !== labels.length * height * width) refuse("bytes", rule, bytes.length);
    const last = text.targetNames.length - 1;
    const strange = labels.find((label) => label > last);
    if (strange !== undefined) refuse("labels", `numbers from 0 to ${last}`, strange);
  }

  /** As tfjs takes it: pictures, height, width, channels. */
  get shape(): [count: number, height: number, width: number, channels: 1] {
    return [this.count, this.height, this.width, 1];
  }

  /** Brightness from 0 to 1, in the order of the bytes, for `tf.tensor4d(images.pixels, images.shape)`. */
  get pixels(): Float32Array {
    return (this.floats ??= Float32Array.from(this.bytes, (byte) => byte / 255));
  }

  /** Brightness from 0 to 1, a row a picture and a column a pixel. */
  get features(): Matrix {
    return (this.matrix ??= new Matrix(
      this.count, this.height * this.width, Float64Array.from(this.bytes, (byte) => byte / 255),
    ));
  }

  /** The labels, as models and metrics take them. */
  get target(): Float64Array {
    return Float64Array.from(this.labels);
  }

  /**
   * The pictures from `start` up to, without, `end`, by default to the last; they share this set's bytes. Places beyond
   * the ends count as the ends.
   * @throws InputError when a place is no integer
   */
  slice(start: number, end = this.count): ImageDataset {
    const size = this.height * this.width;
    for (const [what, place] of Object.entries({ start, end })) {
      if (typeof place !== "number" || Number.isNaN(place) || place % 1 > 0) refuse(what, "an integer", place);
    }
    const [from, to] = [start, end].map((place) => Math.min(Math.max(place, 0), this.count)) as [number, number];
    const bytes = this.bytes.subarray(from * size, to * size);
    return new ImageDataset(this.text, bytes, this.labels.subarray(from, to), this.height, this.width);
  }

  /** The pictures at these places, in this order. @throws InputError when there is no picture at one */
  select(indices: ArrayLike<number>): ImageDataset {
    requireList("indices", indices, "a list of places");
    const size = this.height * this.width;
    const bytes = new Uint8Array(indices.length * size);
    const labels = new Uint8Array(indices.length);
    for (let k = 0; k < indices.length; k++) {
      const place = indices[k]!;
      if (!(Number.isInteger(place) && place >= 0 && place < this.count)) {
        refuse(`indices, place ${k}`, `an integer from 0 to ${this.count - 1}`, place);
      }
      bytes.set(this.bytes.subarray(place * size, (place + 1) * size), k * size);
      labels[k] = this.labels[place]!;
    }
    return new ImageDataset(this.text, bytes, labels, this.height, this.width);
  }

  /** What it says about itself and its shape, for `console.log`; not the bytes. */
  [inspect.custom](_depth: number, options: InspectOptions): string {
    return inspected(this, { ...this.text, shape: this.shape }, options);
  }
}
