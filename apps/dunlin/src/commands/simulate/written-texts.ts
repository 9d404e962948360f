import { join } from 'node:path';
import { type Channel, isLanguage } from '#domain';
import { entryKey, preview, readTemplates, type TemplateSet } from '#templating';

/** What the templates of an installation mean for a simulation: which words there are, and how long texts are. */
export class WrittenTexts {
  private readonly segments = new Map<string, number>();

  constructor(private readonly set: TemplateSet) {}

  static async under(project: string): Promise<WrittenTexts> {
    return new WrittenTexts(await readTemplates(join(project, 'templates')));
  }

  /** A call needs words of a dialogue, which are not templates: whatever a family is for can be spoken of. */
  isWritten(family: string, language: string, channel: Channel): boolean {
    if (!isLanguage(language)) return false;
    if (channel === 'voice') return this.set.families.get(family)?.meta.channels.includes('voice') ?? false;
    return this.set.entries.has(entryKey(family, language, channel));
  }

  /** Parts that an SMS takes, filled with a realistic case. */
  segmentsOf(family: string, language: string): number {
    const key = `${family}/${language}`;
    const known = this.segments.get(key);
    if (known !== undefined) return known;
    const found =
      isLanguage(language) && this.set.families.has(family) ? preview(this.set, family, language) : null;
    const size = found?.channels.find(({ channel }) => channel === 'sms')?.size?.segments ?? 1;
    this.segments.set(key, size);
    return size;
  }
}
