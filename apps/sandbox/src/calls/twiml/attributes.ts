import type { HttpMethod, TwimlFault } from './steps.js';
import type { XmlElement } from './xml-tree.js';

/** Thrown inside the reader alone, which returns what it carries. */
export class TwimlMistake extends Error {
  constructor(readonly fault: TwimlFault) {
    super(fault.message);
  }
}

/**
 * An element's attributes as Twilio takes them: a value that cannot be is warned of (12200) and replaced by the
 * default, an attribute that nobody knows is warned of and ignored.
 */
export class Attributes {
  private readonly asked = new Set<string>();

  constructor(
    private readonly element: XmlElement,
    /** Address of the document; null where it came without one. */
    private readonly base: string | null,
    private readonly warnings: string[],
  ) {}

  text(name: string): string | null {
    this.asked.add(name);
    return this.element.attributes[name] ?? null;
  }

  number(name: string, otherwise: number, least: number): number {
    return this.optionalNumber(name, least) ?? otherwise;
  }

  optionalNumber(name: string, least: number): number | null {
    const given = this.text(name);
    if (given === null) return null;
    const value = Number(given);
    if (given.trim() !== '' && Number.isInteger(value) && value >= least) return value;
    return this.refuse(name, given);
  }

  flag(name: string, otherwise: boolean): boolean {
    return this.oneOf(name, ['true', 'false'], String(otherwise)) === 'true';
  }

  oneOf<Word extends string>(name: string, words: readonly Word[], otherwise: Word): Word {
    const given = this.text(name);
    if (given === null) return otherwise;
    return words.find((word) => word === given) ?? this.refuse(name, given) ?? otherwise;
  }

  method(name = 'method'): HttpMethod {
    const given = this.text(name)?.toUpperCase();
    if (given === undefined || given === 'POST') return 'POST';
    return given === 'GET' ? 'GET' : (this.refuse(name, given) ?? 'POST');
  }

  /** An address, absolute or relative to the document; the document's own where none is given. */
  url(name: string): string {
    return absolute(this.text(name) ?? '', this.base);
  }

  /** Warns of what was never asked for. */
  end(): void {
    for (const name of Object.keys(this.element.attributes)) {
      if (!this.asked.has(name)) this.warnings.push(`<${this.element.name}> has no attribute "${name}"`);
    }
  }

  private refuse(name: string, given: string): null {
    this.warnings.push(`<${this.element.name} ${name}> cannot be "${given}"`);
    return null;
  }
}

export function absolute(address: string, base: string | null): string {
  const trimmed = address.trim();
  const relativeTo = base ?? undefined;
  if (URL.canParse(trimmed, relativeTo)) {
    const found = new URL(trimmed, relativeTo);
    if (/^https?:$/.test(found.protocol)) return found.href;
  }
  const message = trimmed === '' ? 'there is no address to go to' : 'an address is no http(s) address';
  throw new TwimlMistake({ code: 11100, message: `Invalid URL format: ${message}` });
}
