import type { z } from 'zod';
import { isoDateOf, requireIsoDate } from '../calendar/civil-date.js';
import type { ContactRule } from './contact-rule.js';
import { contactChannels } from './contact-facts.js';
import { policyPackSchema, type PackRule, type PolicyPack } from './policy-pack.js';

/** Something wrong with a set of packs; the path leads to it from the list of packs. */
export interface PolicyFault {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/**
 * Collection without these rules would be a policy by omission; a pack set that lacks one for some channel is refused.
 */
const ESSENTIAL_FOR_COLLECTION: readonly string[] = [
  'person-stop',
  'opt-out',
  'contact-point',
  'case-closed',
  'hold',
  'party-known',
  'time-barred',
  'zone-known',
  'contact-hours',
];
/** Essential too, but laws that count calls alone are laws. */
const ESSENTIAL_SOMEWHERE: readonly string[] = ['frequency-cap'];

export function ruleKey(id: string, version: number): string {
  return `${id}@${version}`;
}

/**
 * What is wrong with packs each by itself, and with versions of one pack among one another; which of them apply
 * together is for portfolios and campaigns to say.
 */
export function faultsOfPacks(
  packs: readonly PolicyPack[],
  rules: ReadonlyMap<string, ContactRule>,
): PolicyFault[] {
  return [
    ...packs.flatMap((pack, index) => ruleFaults(pack, index, rules)),
    ...packs.flatMap((pack, index) => inclusionFaults(pack, index, packs)),
    ...validityFaults(packs.map((pack, index) => ({ pack, index }))),
  ];
}

/** Everything that is wrong with the packs, so that a manager can mend it in one go; empty when usable. */
export function packFaults(
  packs: readonly unknown[],
  rules: ReadonlyMap<string, ContactRule>,
): PolicyFault[] {
  if (packs.length === 0) return [{ path: [], message: 'no policy pack given' }];
  const faults: PolicyFault[] = [];
  const parsed: { pack: PolicyPack; index: number }[] = [];
  packs.forEach((candidate, index) => {
    const result = policyPackSchema.safeParse(candidate);
    if (!result.success) {
      faults.push(...issuesAt([index], result.error));
      return;
    }
    parsed.push({ pack: result.data, index });
    faults.push(...ruleFaults(result.data, index, rules));
  });
  if (faults.length > 0) return faults;
  return [...validityFaults(parsed), ...omissions(parsed)];
}

function ruleFaults(pack: PolicyPack, index: number, rules: ReadonlyMap<string, ContactRule>): PolicyFault[] {
  return pack.rules.flatMap((entry, position) => {
    const path = [index, 'rules', position];
    const rule = rules.get(ruleKey(entry.rule, entry.version));
    if (rule === undefined) {
      return [{ path: [...path, 'rule'], message: `unknown rule ${entry.rule} in version ${entry.version}` }];
    }
    const parameters = rule.parameters.safeParse(entry.parameters);
    return parameters.success ? [] : issuesAt([...path, 'parameters'], parameters.error);
  });
}

function inclusionFaults(pack: PolicyPack, index: number, packs: readonly PolicyPack[]): PolicyFault[] {
  return (pack.includes ?? []).flatMap((id, position) =>
    packs.some((other) => other.id === id)
      ? []
      : [{ path: [index, 'includes', position], message: `unknown policy pack ${id}` }],
  );
}

function validityFaults(packs: readonly { pack: PolicyPack; index: number }[]): PolicyFault[] {
  const faults: PolicyFault[] = [];
  packs.forEach(({ pack, index }, position) => {
    if (lastDay(pack) < requireIsoDate(pack.validFrom)) {
      faults.push({ path: [index, 'validTo'], message: 'ends before it begins' });
    }
    for (const { pack: other } of packs.slice(0, position)) {
      if (other.id !== pack.id) continue;
      const apart =
        lastDay(other) < requireIsoDate(pack.validFrom) || lastDay(pack) < requireIsoDate(other.validFrom);
      if (!apart)
        faults.push({ path: [index, 'validFrom'], message: `two versions of ${pack.id} in force at once` });
    }
  });
  return faults;
}

/**
 * On each day from which other packs are in force, since one begins or one has ended: they may lack what those before
 * them had. Where none is in force nothing leaves, so that nothing is lacking either.
 */
function omissions(packs: readonly { pack: PolicyPack; index: number }[]): PolicyFault[] {
  const changes = packs.flatMap(({ pack }) => [requireIsoDate(pack.validFrom), lastDay(pack) + 1]);
  const days = [...new Set(changes)].filter(Number.isFinite).sort((a, b) => a - b);
  return days.flatMap((day) => {
    const inForce = packs.filter(({ pack }) => requireIsoDate(pack.validFrom) <= day && day <= lastDay(pack));
    if (inForce.length === 0) return [];
    const rules = inForce.flatMap(({ pack }) =>
      pack.rules.filter(({ appliesTo }) => appliesTo.includes('collection')),
    );
    const from = `from ${isoDateOf(day)} on no pack applies the rule`;
    return [
      ...ESSENTIAL_FOR_COLLECTION.flatMap((rule) => {
        const open = channelsWithout(rule, rules);
        if (open.length === 0) return [];
        const where = open.length === contactChannels.length ? '' : ` by ${open.join(', ')}`;
        return [{ path: [], message: `${from} ${rule} to collection${where}` }];
      }),
      ...ESSENTIAL_SOMEWHERE.filter((name) => !rules.some(({ rule }) => rule === name)).map((name) => ({
        path: [],
        message: `${from} ${name} to collection`,
      })),
    ];
  });
}

function channelsWithout(name: string, rules: readonly PackRule[]): string[] {
  const held = rules.filter(({ rule }) => rule === name);
  return contactChannels.filter(
    (channel) => !held.some(({ channels }) => channels === undefined || channels.includes(channel)),
  );
}

function lastDay(pack: PolicyPack): number {
  return pack.validTo === null ? Infinity : requireIsoDate(pack.validTo);
}

function issuesAt(path: readonly (string | number)[], error: z.ZodError): PolicyFault[] {
  return error.issues.map((issue) => ({
    path: [...path, ...issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step))],
    message: issue.message,
  }));
}
