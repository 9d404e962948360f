type Rgb = readonly [number, number, number];

const HEX = /^#([0-9a-f]{6}|[0-9a-f]{3})$/i;
const WHITE: Rgb = [255, 255, 255];
/** The least contrasting grounds of the two themes, as in page.css: the light page, the dark surface. */
const LIGHT_PAGE: Rgb = [243, 244, 242];
const DARK_SURFACE: Rgb = [28, 32, 38];
/** Contrast that WCAG 2.2 AA asks of text (1.4.3). */
const AA = 4.5;

/** A calm blue-green, for pages that must not show whose they are. */
export const NEUTRAL_BRAND = '#1f5f6b';

/** A creditor's colour, made readable. */
export interface BrandColours {
  /** On the light theme's grounds, and under white text. */
  light: string;
  /** On the dark theme's surface, and under dark text. */
  dark: string;
}

/** Takes a creditor's colour (#rgb or #rrggbb) as it is where it can be read, else darkened or lightened until it can. */
export function brandColours(colour: unknown): BrandColours {
  const rgb = parseHex(typeof colour === 'string' ? colour : '') ?? (parseHex(NEUTRAL_BRAND) as Rgb);
  return {
    light: toHex(mixUntil(rgb, [0, 0, 0], (mixed) => contrast(mixed, LIGHT_PAGE) >= AA)),
    dark: toHex(mixUntil(rgb, WHITE, (mixed) => contrast(mixed, DARK_SURFACE) >= AA + 1)),
  };
}

/** WCAG contrast ratio of two colours, 1 to 21. */
export function contrast(a: Rgb, b: Rgb): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

export function parseHex(text: string): Rgb | null {
  const digits = HEX.exec(text.trim())?.[1];
  if (!digits) return null;
  const six = digits.length === 3 ? [...digits].map((digit) => digit + digit).join('') : digits;
  return [0, 2, 4].map((at) => parseInt(six.slice(at, at + 2), 16)) as unknown as Rgb;
}

function luminance(rgb: Rgb): number {
  const [r, g, b] = rgb.map((channel) => {
    const part = channel / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function mixUntil(from: Rgb, towards: Rgb, enough: (mixed: Rgb) => boolean): Rgb {
  for (let share = 0; share < 1; share += 0.02) {
    const mixed = from.map((channel, i) => Math.round(channel + ((towards[i] ?? 0) - channel) * share));
    if (enough(mixed as unknown as Rgb)) return mixed as unknown as Rgb;
  }
  return towards;
}

function toHex(rgb: Rgb): string {
  return `#${rgb.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}
