/** Lines of counts with their numbers right-aligned, such as `    981  new`. */
export function countLines(counts: readonly (readonly [count: number, what: string])[]): string[] {
  const width = Math.max(...counts.map(([count]) => String(count).length), 4);
  return counts.map(([count, what]) => `  ${String(count).padStart(width)}  ${what}`);
}
