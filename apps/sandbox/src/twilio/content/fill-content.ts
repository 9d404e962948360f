import type { RcsButton, RcsCard } from '../../inbox/rcs-card.js';
import { TwilioError } from '../twilio-error.js';
import { RCS_LIMITS } from '../rcs/rcs-limits.js';
import type { ContentAction, ContentTypes } from './content.schema.js';
import type { Content } from './content-store.js';
import { fillGaps, gapsOf, hasBrokenGap, valueOf } from './gaps.js';

/** A template whose gaps are filled for one message. */
export interface FilledContent {
  /** Of `twilio/text`, the copy for channels that know nothing richer; null without one. */
  readonly text: string | null;
  /** The richest that RCS can show; null when that is plain text. */
  readonly card: RcsCard | null;
}

const LONGEST_VALUE = 1_600;

/** Fills a template; throws 21656 or 21658 as Twilio answers them. A value left out shows the template's sample. */
export function fillContent(content: Content, contentVariables: string | undefined): FilledContent {
  const values = { ...content.variables, ...readVariables(contentVariables) };
  const { types } = content;
  const templates = wordsOf(types);
  if (templates.some(hasBrokenGap)) throw new TwilioError(21656);
  if (templates.flatMap(gapsOf).some((gap) => !valueOf(gap, values))) throw new TwilioError(21656);
  const fill = (words: string): string => fillGaps(words, values);
  const text = types['twilio/text'];
  return { text: text ? fill(text.body) : null, card: cardOf(types, fill) };
}

function cardOf(types: ContentTypes, fill: (words: string) => string): RcsCard | null {
  const buttonsOf = (actions: readonly ContentAction[]): RcsButton[] =>
    actions.map((action) => buttonOf(action, fill));
  const card = types['twilio/card'];
  if (card) {
    const title = card.title ? fill(card.title) : null;
    const body = [card.body, card.subtitle].flatMap((part) => (part ? [fill(part)] : [])).join('\n');
    const shown = { picture: card.media[0] ? fill(card.media[0]) : null, buttons: buttonsOf(card.actions) };
    // A title too long for RCS becomes the beginning of the description.
    if (title === null || [...title].length <= RCS_LIMITS.title)
      return { ...shown, title, body: body || null };
    return { ...shown, title: null, body: body ? `${title}\n${body}` : title };
  }
  const plain = types['twilio/call-to-action'] ?? types['twilio/quick-reply'];
  if (!plain) return null;
  return { picture: null, title: null, body: fill(plain.body), buttons: buttonsOf(plain.actions) };
}

function buttonOf(action: ContentAction, fill: (words: string) => string): RcsButton {
  const title = fill(action.title);
  if (action.type === 'URL') return { kind: 'url', title, url: fill(action.url) };
  if (action.type === 'PHONE_NUMBER') return { kind: 'phone', title, phone: fill(action.phone) };
  return { kind: 'reply', title, payload: fill(action.id ?? action.title) };
}

/** Every text of the types that may have gaps. */
function wordsOf(types: ContentTypes): string[] {
  const card = types['twilio/card'];
  const plain = [types['twilio/text'], types['twilio/quick-reply'], types['twilio/call-to-action']];
  const actions = [
    ...(card?.actions ?? []),
    ...(types['twilio/quick-reply']?.actions ?? []),
    ...(types['twilio/call-to-action']?.actions ?? []),
  ];
  const ofAction = (action: ContentAction): (string | null | undefined)[] => [
    action.title,
    action.id,
    action.type === 'URL' ? action.url : null,
    action.type === 'PHONE_NUMBER' ? action.phone : null,
  ];
  return [
    ...plain.map((type) => type?.body),
    ...[card?.title, card?.body, card?.subtitle],
    ...(card?.media ?? []),
    ...actions.flatMap(ofAction),
  ].filter((words): words is string => typeof words === 'string');
}

/**
 * A JSON object of strings. Source: twilio.com/docs/api/errors/21656, which names empty and null values, newlines,
 * tabs and more than four spaces on end among what makes the parameter invalid.
 */
function readVariables(given: string | undefined): Record<string, string> {
  if (given === undefined || given === '') return {};
  const values = parsedObject(given);
  for (const [name, value] of Object.entries(values)) {
    if (typeof value !== 'string' && typeof value !== 'number') throw new TwilioError(21656);
    if (value === '' || /[\n\r\t]| {5}/.test(String(value))) throw new TwilioError(21656);
    if ([...String(value)].length > LONGEST_VALUE) throw new TwilioError(21658, `ContentVariables.${name}`);
  }
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
}

function parsedObject(given: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(given);
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return { ...parsed };
  } catch (error) {
    if ((error as Error).name !== 'SyntaxError') throw error;
  }
  throw new TwilioError(21656);
}
