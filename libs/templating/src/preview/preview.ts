import type { Language, TemplateVariables } from '#domain';
import type { ShownCard } from '../card/card.js';
import { fillLinks, SAMPLE_LINKS, type MessageLinks } from '../links.js';
import { render, TemplateNotFoundError } from '../render.js';
import { measureSms, type SmsSize } from '../sms/segments.js';
import type { TemplateChannel } from '../template-meta.schema.js';
import { entryKey, isWritten, type TemplateSet } from '../template-set.js';
import { sampleVariables } from './sample.variables.js';

/** One channel of a family as a debtor would see it. */
export interface ChannelPreview {
  channel: TemplateChannel;
  templateVersion: string;
  subject?: string;
  text: string;
  html?: string;
  /** What a card shows; its text is for phones that know no cards. */
  card?: ShownCard;
  /** What an SMS would cost; absent for other channels. */
  size?: SmsSize;
}

export interface TemplatePreview {
  family: string;
  language: Language;
  description: string;
  purpose: string;
  channels: ChannelPreview[];
}

/**
 * Every channel of a family, filled with a realistic case and links.
 * @throws {TemplateNotFoundError}
 */
export function preview(
  set: TemplateSet,
  family: string,
  language: Language,
  variables: TemplateVariables = sampleVariables(language),
  links: MessageLinks = SAMPLE_LINKS,
): TemplatePreview {
  const found = set.families.get(family);
  if (!found) throw new TemplateNotFoundError(family);
  const channels = found.meta.channels.filter(isWritten).map((channel): ChannelPreview => {
    const { subject, text, html, templateVersion } = render(set, { family, language, channel, variables });
    const filled = fillLinks(text, links);
    const card = set.entries.get(entryKey(family, language, channel))?.parts[0]?.card?.show(variables);
    return {
      channel,
      templateVersion,
      ...(subject !== undefined && { subject }),
      text: filled,
      ...(html !== undefined && { html: fillLinks(html, links) }),
      ...(card && { card }),
      ...(channel === 'sms' && { size: measureSms(filled) }),
    };
  });
  return { family, language, description: found.meta.description, purpose: found.meta.purpose, channels };
}
