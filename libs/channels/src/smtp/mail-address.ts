/** A mailbox as headers and envelopes want it. */
export interface MailAddress {
  name: string;
  address: string;
  domain: string;
}

/** Reads `Example Ltd <payments@example.com>` or a bare address. */
export function readMailAddress(text: string, name?: string): MailAddress {
  const bracketed = /^\s*"?([^"<]*?)"?\s*<([^<>\s]+)>\s*$/.exec(text);
  const address = bracketed?.[2] ?? text.trim();
  return { name: name ?? bracketed?.[1] ?? '', address, domain: address.slice(address.lastIndexOf('@') + 1) };
}
