import type { RichContent } from '#contracts';
import type { Language, TemplateVariables } from '#domain';
import type { TemplateChannel } from './template-meta.schema.js';
import { entryKey, type PartName, type TemplateSet } from './template-set.js';

export interface RenderRequest {
  family: string;
  language: Language;
  channel: TemplateChannel;
  variables: TemplateVariables;
}

/** A message as it is stored: links still stand as placeholders (`fillLinks` puts them in). */
export interface RenderedMessage {
  subject?: string;
  text: string;
  html?: string;
  /** Of a card: what goes into the gaps of its template. The text is what the debtor reads all the same. */
  rich?: RichContent;
  /** `family/language/channel@hash`: the same version and variables give the same text for ever. */
  templateVersion: string;
}

/** A campaign named a template that does not exist; validation refuses such campaigns, so this is a bug. */
export class TemplateNotFoundError extends Error {
  readonly code = 'TEMPLATE_NOT_FOUND';

  constructor(key: string) {
    super(`There is no template ${key}`);
    this.name = 'TemplateNotFoundError';
  }
}

/**
 * Fills a template. Synchronous and without I/O, some microseconds for an SMS.
 * @throws {TemplateNotFoundError}
 */
export function render(set: TemplateSet, request: RenderRequest): RenderedMessage {
  const key = entryKey(request.family, request.language, request.channel);
  const entry = set.entries.get(key);
  if (!entry) throw new TemplateNotFoundError(key);
  const card = entry.parts[0]?.card?.fill(request.variables);
  if (card) return { ...card, templateVersion: card.rich.version };
  const filled: Partial<Record<PartName, string>> = {};
  for (const part of entry.parts) if (part.fill) filled[part.name] = part.fill(request.variables);
  if (filled.text === undefined) throw new TemplateNotFoundError(key);
  return { ...filled, text: filled.text, templateVersion: entry.version };
}
