import type { RichTemplate } from '#contracts';
import type { TemplateSet } from './template-set.js';

/** The cards of a set: none, while no family is written for RCS. */
export function richTemplatesOf(_set: TemplateSet, _families?: readonly string[]): RichTemplate[] {
  return [];
}
