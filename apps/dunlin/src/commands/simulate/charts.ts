/** Charts as inline SVG, drawn from figures alone; each says in words what it shows, for those who do not see it. */

export interface Series {
  readonly name: string;
  readonly colour: string;
  readonly values: readonly number[];
}

const WIDTH = 960;
const HEIGHT = 240;
const LEFT = 56;
const BOTTOM = 28;
const TOP = 10;

/** Bars one on top of the other, a stack for each label. */
export function stackedBars(
  title: string,
  labels: readonly string[],
  series: readonly Series[],
  limit?: number,
): string {
  const sums = labels.map((_, index) => series.reduce((sum, { values }) => sum + (values[index] ?? 0), 0));
  const most = niceTop(Math.max(1, limit ?? 0, ...sums));
  const step = (WIDTH - LEFT) / Math.max(1, labels.length);
  const scale = (HEIGHT - TOP - BOTTOM) / most;
  const bars = labels.flatMap((label, index) => {
    let base = HEIGHT - BOTTOM;
    return series.flatMap(({ name, colour, values }) => {
      const value = values[index] ?? 0;
      if (value === 0) return [];
      const height = value * scale;
      base -= height;
      const x = LEFT + index * step;
      return [
        `<rect x="${round(x + step * 0.1)}" y="${round(base)}" width="${round(step * 0.8)}" height="${round(height)}" fill="${colour}"><title>${escape(label)}, ${escape(name)}: ${value}</title></rect>`,
      ];
    });
  });
  return svg(title, [...axis(most, scale), ...bars, ...ticks(labels, step), ...limitLine(limit, scale)]);
}

function axis(most: number, scale: number): string[] {
  return [0, 0.25, 0.5, 0.75, 1].map((part) => {
    const value = most * part;
    const y = round(HEIGHT - BOTTOM - value * scale);
    return `<line x1="${LEFT}" x2="${WIDTH}" y1="${y}" y2="${y}" class="grid"/><text x="${LEFT - 6}" y="${y + 4}" class="end">${shown(value)}</text>`;
  });
}

function ticks(labels: readonly string[], step: number): string[] {
  const every = Math.max(1, Math.ceil(labels.length / 13));
  return labels.flatMap((label, index) =>
    index % every === 0
      ? [`<text x="${round(LEFT + index * step)}" y="${HEIGHT - 8}">${escape(label)}</text>`]
      : [],
  );
}

function limitLine(limit: number | undefined, scale: number): string[] {
  if (limit === undefined) return [];
  const y = round(HEIGHT - BOTTOM - limit * scale);
  return [`<line x1="${LEFT}" x2="${WIDTH}" y1="${y}" y2="${y}" class="limit"/>`];
}

function svg(title: string, parts: readonly string[]): string {
  return `<div class="wide"><svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escape(title)}">${parts.join('')}</svg></div>`;
}

/** The next round number above. */
function niceTop(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const steps = [1, 2, 4, 5, 8, 10];
  return power * (steps.find((step) => step * power >= value) ?? 10);
}

function shown(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(1);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

export function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
