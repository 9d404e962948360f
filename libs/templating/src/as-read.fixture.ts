/** A mail's HTML with its references resolved, as whoever reads it sees its letters. */
export function asRead(html: string | undefined): string | undefined {
  return html?.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
}
