/** Data that a step sees in another shape; the operation for that is only written where it is needed. */
export class Reshaped {
  private name: string | null = null;

  /**
   * @param source the name of the data as they are
   * @param from their shape there
   */
  constructor(
    readonly source: string, readonly from: readonly number[], readonly dtype: number, readonly to: readonly number[],
  ) {}

  /** The name of the data in this shape. @param write writes the operation */
  resolve(write: (reshaped: Reshaped) => string): string {
    return this.name ??= String(this.from) === String(this.to) ? this.source : write(this);
  }
}
