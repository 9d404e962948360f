import type { Medium, TemplateSource } from '../../template-set.js';
import type { Fault } from '../fault.js';
import { faultIn, type LintRule } from '../lint-rule.js';
import { namesIn } from '../template-walk.js';
import { placeAt } from '../text-place.js';
import { VARIABLES } from '../variable-catalogue.js';

/** Eleven digits are a PESEL or a phone number of somebody: neither belongs in a template. */
const PESEL = /(?<!\d)\d{11}(?!\d)/g;

/** Where others in the room, or a locked screen, show what was written. */
const PLACES: Partial<Record<Medium, string>> = { sms: 'an SMS', subject: 'a subject line', card: 'a card' };

/**
 * SMS, cards and subject lines are seen on locked screens and by others in the room: no name, no identifier, and in
 * subject lines and titles nothing that tells of a debt.
 */
export const personalDataRule: LintRule = (entry) =>
  entry.parts.flatMap((part) =>
    part.sources.flatMap((source) => [...exposures(source, part.medium), ...identifiers(source)]),
  );

function exposures(source: TemplateSource, medium: Medium): Fault[] {
  const place = source.headline ? 'the title of a card' : PLACES[medium];
  if (!source.program || !place) return [];
  return namesIn(source.program).uses.flatMap((use) => {
    const facts = VARIABLES.get(use.name);
    if (facts?.personal) {
      return [faultIn(source.file, 'personal-data', `${place} does not carry ${use.name}`, use)];
    }
    if (facts?.disclosing && (medium === 'subject' || source.headline)) {
      return [faultIn(source.file, 'subject-discloses', `${place} does not carry ${use.name}`, use)];
    }
    return [];
  });
}

function identifiers(source: TemplateSource): Fault[] {
  return [...source.text.matchAll(PESEL)].map((found) =>
    faultIn(
      source.file,
      'personal-data',
      'a number of eleven digits looks like a PESEL; nobody’s number belongs in a template',
      placeAt(source.text, found.index),
    ),
  );
}
