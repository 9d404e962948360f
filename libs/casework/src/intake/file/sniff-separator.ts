const SEPARATORS = [';', ',', '\t', '|'] as const;

/** The separator of a header line: whichever of semicolon, comma, tab and bar occurs most outside quotes. */
export function sniffSeparator(header: string): string {
  const bare = header.replace(/"[^"]*"/g, '');
  let best: string = ';';
  let most = 0;
  for (const separator of SEPARATORS) {
    const count = bare.split(separator).length - 1;
    if (count > most) {
      best = separator;
      most = count;
    }
  }
  return best;
}
