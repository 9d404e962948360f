import { compileCard } from './card.compiler.js';
import type { Card } from './card.js';
import { CardSource } from './card-source.js';
import { TemplateEngine } from '../engine/engine.js';
import { formatFault } from '../lint/fault.js';

/** A card without faults. */
export const CARD = `title: '{{creditor.name}}'
body: |
  {{case.ref}}: {{money case.balanceMinor case.currency}}
picture: quiet.png
buttons:
  - open: See and pay
  - { call: Call us, phone: '{{creditor.phone}}' }
  - { reply: No more messages, payload: STOP }
`;

const META = `family: nudge
version: 1
description: The smallest family with a card.
purpose: collection
channels: [rcs]
stages: [early]
`;

/** What to change in the folder of the fixture so that its family speaks by card alone. */
export function cardFiles(changes: { card?: string; purpose?: string } = {}): Record<string, string | null> {
  const files: Record<string, string | null> = {
    '_shared/pictures/quiet.png': 'picture',
    'nudge/meta.yaml': META.replace('collection', changes.purpose ?? 'collection'),
  };
  for (const language of ['pl', 'en', 'uk']) files[`nudge/${language}/rcs.yaml`] = CARD;
  if (changes.card !== undefined) files['nudge/pl/rcs.yaml'] = changes.card;
  return files;
}

/** A card by itself, in Polish. */
export function cardOf(yaml: string): Card {
  const { definition, faults } = new CardSource(yaml, 'rcs.yaml');
  if (!definition) throw new Error(faults.map(formatFault).join('\n'));
  return compileCard(definition, {
    place: 'nudge/pl/rcs',
    language: 'pl',
    engine: new TemplateEngine('pl', 'card', {}),
    picture: null,
  });
}
