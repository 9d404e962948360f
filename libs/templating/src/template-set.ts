import type { Language, Stage, TemplateVariables } from '#domain';
import type { Card } from './card/card.js';
import type { Fault } from './lint/fault.js';
import type { WordingRules } from './lint/wording-rules.schema.js';
import type { TemplateChannel, TemplateMeta } from './template-meta.schema.js';

/** How a filled text is written: what is escaped and which spaces and letters are allowed. */
export type Medium = 'sms' | 'subject' | 'html' | 'text' | 'card' | 'speech';

export type PartName = 'subject' | 'text' | 'html';

/** One file that a channel's message is made of. */
export interface PartSpec {
  name: PartName;
  file: string;
  medium: Medium;
}

export const CHANNEL_PARTS: Readonly<Record<TemplateChannel, readonly PartSpec[]>> = {
  sms: [{ name: 'text', file: 'sms.hbs', medium: 'sms' }],
  email: [
    { name: 'subject', file: 'email.subject.hbs', medium: 'subject' },
    { name: 'html', file: 'email.mjml', medium: 'html' },
    { name: 'text', file: 'email.txt.hbs', medium: 'text' },
  ],
  rcs: [{ name: 'text', file: 'rcs.yaml', medium: 'card' }],
  // A call speaks by a dialogue: meta.yaml names it.
  voice: [],
};

/** Whether a channel's messages are written beforehand; a call is spoken as it goes. */
export function isWritten(channel: TemplateChannel): boolean {
  return CHANNEL_PARTS[channel].length > 0;
}

/** A file as its author wrote it: what faults point at. */
export interface TemplateSource {
  /** Relative to the templates folder. */
  file: string;
  text: string;
  /** Absent when the file does not parse; the fault says why. */
  program?: hbs.AST.Program;
  /** Seen before anything is opened, on a locked screen too: says no more than a subject line may. */
  headline?: boolean;
  /** Optional variables that are known wherever this is written: a button that calls is left out without a number. */
  present?: readonly string[];
}

/** A compiled file: fills synchronously, links left as placeholders. */
export interface TemplatePart extends PartSpec {
  /** The part's own file first, then what it includes. */
  sources: readonly TemplateSource[];
  /** What is filled: the file itself, or the HTML that MJML made of it; absent when it does not compile. */
  body?: string;
  /** The body parsed. */
  program?: hbs.AST.Program;
  fill?: (variables: TemplateVariables) => string;
  /** Of an rcs.yaml: the card whose plain text the fill writes. */
  card?: Card;
}

/** One family in one language on one channel. */
export interface TemplateEntry {
  family: string;
  language: Language;
  channel: TemplateChannel;
  /** `family/language/channel@hash` of everything that decides the wording. */
  version: string;
  parts: readonly TemplatePart[];
}

export interface TemplateFamily {
  meta: TemplateMeta;
  /** Path of its meta.yaml, relative to the templates folder. */
  metaFile: string;
  entries: readonly TemplateEntry[];
}

/** Everything under the templates folder, read and compiled once. */
export interface TemplateSet {
  families: ReadonlyMap<string, TemplateFamily>;
  wording: WordingRules;
  /** Found while reading; linting adds to them. */
  faults: readonly Fault[];
  /** By `entryKey`. */
  entries: ReadonlyMap<string, TemplateEntry>;
}

/** Whether what a family says is true in each of these stages; a family that names no stages may always be sent. */
export function isTrueOf(set: TemplateSet, family: string, ...stages: readonly Stage[]): boolean {
  const written = set.families.get(family)?.meta.stages ?? [];
  return written.length === 0 || stages.every((stage) => written.includes(stage));
}

/** Whether the family states interest and compensation, which are not always known. */
export function statesLateFigures(set: TemplateSet, family: string): boolean {
  return set.families.get(family)?.meta.lateFigures === true;
}

/** Whether the family demands what is past due of the invoices: where that is nothing, there is nothing to demand. */
export function demandsOverdue(set: TemplateSet, family: string): boolean {
  return set.families.get(family)?.meta.mustState.includes('late.overdueMinor') === true;
}

export function entryKey(family: string, language: string, channel: string): string {
  return `${family}/${language}/${channel}`;
}
