import { refuse, requireInteger, requireOptions } from "../../errors";
import { ProgressBar, PROGRESS_OPTIONS, type ProgressOptions } from "./progressBar";

/**
 * A progress bar to move by hand, shown at once.
 * @throws InputError when the total is no whole number, or an option is unknown
 * @example
 * const bar = progressBar({ label: "training", total: 500 });
 * minimize(objective, adam(), { maxSteps: 500, onStep: ({ step, loss }) => bar.update(step, { loss }) });
 * bar.finish();
 */
export function progressBar(options: ProgressOptions = {}): ProgressBar {
  const { total } = requireOptions("progressBar", options, PROGRESS_OPTIONS);
  if (total !== undefined) requireInteger("progressBar, total", total, 0);
  return new ProgressBar(options);
}

/**
 * The same items again, or the numbers from 0 on, with a bar that says how far the loop over them is. The total is
 * known of lists, sets and maps; say it of a generator.
 * @throws InputError when there is nothing to iterate over, the count is no whole number, or an option is unknown
 * @example
 * for (const epoch of progress(20, { label: "epochs" })) model.train(epoch);
 */
export function progress(count: number, options?: Omit<ProgressOptions, "total">): Iterable<number>;
export function progress<Item>(items: Iterable<Item>, options?: ProgressOptions): Iterable<Item>;
export function progress<Item>(items: AsyncIterable<Item>, options?: ProgressOptions): AsyncIterable<Item>;
export function progress(
  items: number | Iterable<unknown> | AsyncIterable<unknown>, options: ProgressOptions = {},
): Iterable<unknown> | AsyncIterable<unknown> {
  requireOptions("progress", options, PROGRESS_OPTIONS);
  if (typeof items === "number") {
    requireInteger("progress, count", items, 0);
    return progress({ [Symbol.iterator]: () => countTo(items) }, { ...options, total: items });
  }
  const total = options.total ?? lengthOf(items);
  if (total !== undefined) requireInteger("progress, total", total, 0);
  const settings = { ...options, total };
  if (isIterable(items)) return { [Symbol.iterator]: () => counted(items, settings) };
  if (isAsyncIterable(items)) return { [Symbol.asyncIterator]: () => countedLater(items, settings) };
  return refuse("progress", "something to iterate over, or a count", items);
}

function* countTo(end: number): Generator<number> {
  for (let number = 0; number < end; number++) yield number;
}

function* counted<Item>(items: Iterable<Item>, options: ProgressOptions): Generator<Item> {
  const bar = new ProgressBar(options);
  try {
    for (const item of items) {
      yield item;
      bar.advance();
    }
  } finally {
    bar.finish();
  }
}

async function* countedLater<Item>(items: AsyncIterable<Item>, options: ProgressOptions): AsyncGenerator<Item> {
  const bar = new ProgressBar(options);
  try {
    for await (const item of items) {
      yield item;
      bar.advance();
    }
  } finally {
    bar.finish();
  }
}

function lengthOf(items: unknown): number | undefined {
  const { length, size } = (items ?? {}) as { length?: unknown; size?: unknown };
  return [length, size].find((count): count is number => typeof count === "number");
}

function isIterable(items: unknown): items is Iterable<unknown> {
  return typeof (items as Iterable<unknown> | undefined)?.[Symbol.iterator] === "function";
}

function isAsyncIterable(items: unknown): items is AsyncIterable<unknown> {
  return typeof (items as AsyncIterable<unknown> | undefined)?.[Symbol.asyncIterator] === "function";
}
