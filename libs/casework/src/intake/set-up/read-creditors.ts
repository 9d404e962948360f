import type { AgentSetup, CreditorSetup } from '#contracts';
import { packsOf, policyFaults, type PolicyPack, RunSchedules } from '#domain';
import type { IntakeDesk } from '../intake-desk.js';
import { type CreditorsFile, creditorsFileSchema } from './creditors.schema.js';
import { LinedText } from './fault-line.js';
import { senderNameOf } from './sender-name.js';

/** What a description of creditors may refer to; what is left out is not checked. */
export interface SetupSurroundings {
  policyPacks?: readonly PolicyPack[] | undefined;
}

export interface ReadCreditors {
  creditors: CreditorSetup[];
  agents: AgentSetup[];
}

/** Reads a YAML or JSON description of creditors, their portfolios and agents; or every fault at once. */
export function readCreditors(
  desk: IntakeDesk,
  text: string,
  known: SetupSurroundings,
): ReadCreditors | { faults: string[] } {
  const lined = new LinedText(text);
  const { document } = lined;
  if (document.errors.length > 0) return { faults: document.errors.map((error) => error.message) };
  const parsed = creditorsFileSchema.safeParse(document.toJS());
  if (!parsed.success) {
    return {
      faults: parsed.error.issues.map(
        ({ path, message }) => `${path.join('.') || 'file'}: ${message} (line ${lined.lineOf(path)})`,
      ),
    };
  }
  const faults = [...zoneFaults(parsed.data, desk), ...packFaults(parsed.data, known.policyPacks)];
  if (faults.length === 0) faults.push(...scheduleFaults(parsed.data, desk));
  if (faults.length > 0) return { faults };
  return {
    creditors: parsed.data.creditors.map(toSetup),
    agents: parsed.data.agents,
  };
}

function zoneFaults(file: CreditorsFile, desk: IntakeDesk): string[] {
  const zones = file.creditors.flatMap((creditor) => [
    creditor.zone,
    ...creditor.portfolios.flatMap((p) => p.zone ?? []),
  ]);
  const at = desk.clock.now();
  const unknown = [...new Set(zones)].filter((zone) => desk.calendar.zone(zone, at) === undefined);
  return unknown.map((zone) => `"${zone}" is no IANA time zone`);
}

/** A portfolio under packs that nobody knows, or that make no whole policy, would never send anything. */
function packFaults(file: CreditorsFile, known: readonly PolicyPack[] | undefined): string[] {
  if (known === undefined) return [];
  return file.creditors.flatMap(({ portfolios }, creditor) =>
    portfolios.flatMap(({ policyPacks }, portfolio) =>
      faultsOfCombination(policyPacks, known).map(
        (fault) => `creditors.${creditor}.portfolios.${portfolio}.policyPacks${fault}`,
      ),
    ),
  );
}

function faultsOfCombination(ids: readonly string[], known: readonly PolicyPack[]): string[] {
  const names = [...new Set(known.map((pack) => pack.id))].sort().join(', ');
  const unknown = ids.flatMap((id, index) =>
    known.some((pack) => pack.id === id) ? [] : [`.${index}: unknown policy pack "${id}"; known: ${names}`],
  );
  if (unknown.length > 0) return unknown;
  return policyFaults(packsOf(ids, known).packs).map(({ message }) => `: ${message}`);
}

function scheduleFaults(file: CreditorsFile, desk: IntakeDesk): string[] {
  const schedules = new RunSchedules(desk.calendar);
  return file.creditors.flatMap(({ escalationCron: cron, zone, country }, index) => {
    try {
      const never = schedules.of({ cron, zone, country }).next(desk.clock.now()) === null;
      return never ? [`creditors.${index}.escalationCron: "${cron}" never comes on a business day`] : [];
    } catch {
      return [
        `creditors.${index}.escalationCron: "${cron}" is no schedule; write five fields, as "0 8 * * 1-5"`,
      ];
    }
  });
}

function toSetup({ creditBureau, ...creditor }: CreditorsFile['creditors'][number]): CreditorSetup {
  return {
    ...creditor,
    settings: { ...creditor.settings, ...(creditBureau !== undefined && { creditBureau }) },
    phone: creditor.phone ?? null,
    email: creditor.email ?? null,
    website: creditor.website ?? null,
    address: creditor.address ?? null,
    bankAccount: creditor.bankAccount ?? null,
    smsSender: creditor.smsSender ?? senderNameOf(creditor.name),
    rcsSender: creditor.rcsSender ?? null,
    mailFrom: creditor.mailFrom ?? null,
    legalFooter: { ...creditor.legalFooter } as Record<string, string>,
    portfolios: creditor.portfolios.map((portfolio) => ({
      ...portfolio,
      country: portfolio.country ?? creditor.country,
      zone: portfolio.zone ?? creditor.zone,
    })),
  };
}
