/** As managers read it: `192,569.91 PLN`. */
export function amountOf(value: number, currency: string): string {
  const digits = { minimumFractionDigits: 2, maximumFractionDigits: 2 };
  return `${value.toLocaleString('en', digits)} ${currency}`;
}

/** `3,222`. */
export function countOf(value: number): string {
  return value.toLocaleString('en');
}
