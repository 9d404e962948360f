const GAP = /\{\{\s*(\w+)\s*\}\}/g;

type Values = Readonly<Record<string, string>>;

/** Names of the gaps in a text, each once: `{{1}}` or, as Twilio writes them back, `{{ 1 }}`. */
export function gapsOf(text: string): string[] {
  return [...new Set(Array.from(text.matchAll(GAP), ([, name]) => name ?? ''))];
}

/** What is left as it stands is a gap that nothing fills. */
export function fillGaps(text: string, values: Values): string {
  return text.replace(GAP, (gap, name: string) => valueOf(name, values) ?? gap);
}

/** Undefined where nothing fills the gap, its sample neither. */
export function valueOf(gap: string, values: Values): string | undefined {
  return Object.hasOwn(values, gap) ? values[gap] : undefined;
}

/** Braces that open or close no gap: Twilio refuses the message, not the template. */
export function hasBrokenGap(text: string): boolean {
  return /\{\{|\}\}/.test(text.replace(GAP, ''));
}
