/** The middle value; benches run three times, since machines are noisy. */
export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Rounds for print: ratios to two decimals, rates to whole numbers. */
export function ratio(a: number, b: number): number {
  return Math.round((a / b) * 100) / 100;
}
