/** What many rounds say together: the middle, and how far the middle half of the rounds spreads. */
export interface Summary {
  median: number;
  lowerQuartile: number;
  upperQuartile: number;
  rounds: number;
}

/** The summary of at least one number; quantiles by linear interpolation, as NumPy's default. */
export function summarize(samples: readonly number[]): Summary {
  const sorted = [...samples].sort((a, b) => a - b);
  const quantile = (share: number) => {
    const place = share * (sorted.length - 1);
    const below = Math.floor(place);
    const above = Math.min(below + 1, sorted.length - 1);
    return sorted[below]! + (place - below) * (sorted[above]! - sorted[below]!);
  };
  return { median: quantile(0.5), lowerQuartile: quantile(0.25), upperQuartile: quantile(0.75), rounds: sorted.length };
}

export function median(samples: readonly number[]): number {
  return summarize(samples).median;
}
