import { requireBoolean, requireInteger, requireOneOf, requireOptions } from "../errors";
import { Random } from "../random";

const SAMPLINGS = ["without replacement", "with replacement"] as const;

/**
 * How the rows of a batch are chosen.
 * - `"without replacement"`: all rows are shuffled before each epoch and dealt out in batches, so that each comes once
 * - `"with replacement"`: each row of a batch is drawn anew among all rows
 */
export type Sampling = (typeof SAMPLINGS)[number];

/** How {@link MiniBatches} are drawn. */
export interface MiniBatchOptions {
  /** Rows in a batch, at most n. Default 1, as in the documents' stochastic gradient descent (000 §4.1.2). */
  readonly batchSize?: number;
  /** Default `"without replacement"`. */
  readonly sampling?: Sampling;
  /**
   * Whether the rows that are left when n is no multiple of the batch size are left out of an epoch, as with PyTorch's
   * `drop_last`; otherwise they make a smaller batch. Default `false`.
   */
  readonly dropLast?: boolean;
  /** Default 0. */
  readonly seed?: number;
}

/**
 * Draws batches of row numbers, epoch after epoch, without allocating. They are the rows that NumPy's `RandomState(seed)`
 * gives: `shuffle` of the same array before each epoch, or `randint(n)` for each row.
 */
export class MiniBatches {
  /** How many batches an epoch has. */
  readonly perEpoch: number;
  /** How many rows were drawn so far. */
  rowsDrawn = 0;
  private readonly order: Uint32Array;
  private readonly whole: Uint32Array;
  private readonly rest: Uint32Array;
  private readonly random: Random;
  private readonly sampling: Sampling;
  private drawnOfEpoch = 0;

  /** @throws InputError when the batch is larger than the data, or an option is out of range */
  constructor(readonly samples: number, options: MiniBatchOptions = {}) {
    requireInteger("samples", samples, 1);
    requireOptions("MiniBatches", options, { batchSize: 0, sampling: "", dropLast: true, seed: 0 });
    const { batchSize = 1, sampling = "without replacement", dropLast = false, seed = 0 } = options;
    requireInteger("batchSize", batchSize, 1, samples, `There are only ${samples} rows`);
    requireBoolean("dropLast", dropLast);
    this.sampling = requireOneOf("sampling", sampling, SAMPLINGS);
    this.random = new Random(seed);
    this.order = new Uint32Array(samples);
    for (let i = 0; i < samples; i++) this.order[i] = i;
    this.whole = new Uint32Array(batchSize);
    this.rest = new Uint32Array(sampling === "without replacement" ? samples % batchSize : 0);
    this.perEpoch = dropLast ? Math.floor(samples / batchSize) : Math.ceil(samples / batchSize);
  }

  /** The next batch; the array is used again, so copy it to keep it. */
  next(): Uint32Array {
    const batch = this.sampling === "with replacement" ? this.draw() : this.deal();
    this.rowsDrawn += batch.length;
    return batch;
  }

  private draw(): Uint32Array {
    for (let k = 0; k < this.whole.length; k++) this.whole[k] = this.random.integer(this.samples);
    return this.whole;
  }

  private deal(): Uint32Array {
    if (this.drawnOfEpoch === 0) this.random.shuffle(this.order);
    const first = this.drawnOfEpoch * this.whole.length;
    const batch = first + this.whole.length <= this.samples ? this.whole : this.rest;
    for (let k = 0; k < batch.length; k++) batch[k] = this.order[first + k];
    this.drawnOfEpoch = (this.drawnOfEpoch + 1) % this.perEpoch;
    return batch;
  }
}
