import { parseDocument } from 'yaml';
import type { CreditorSetup } from '#contracts';
import { businessId } from '../../desk/business-id.js';
import type { IntakeDesk } from '../intake-desk.js';
import { type CreditorsFile, creditorsFileSchema } from './creditors.schema.js';

export type UpsertCreditorsResult =
  | { kind: 'ok'; creditors: number; portfolios: number; agents: number }
  /** Every fault at once, each as `path: what is wrong`. */
  | { kind: 'invalid'; faults: string[] };

/**
 * Creates or updates creditors, their portfolios and agents from a YAML or JSON description; known by their refs, so
 * the same file again changes nothing.
 */
export async function upsertCreditors(desk: IntakeDesk, text: string): Promise<UpsertCreditorsResult> {
  const document = parseDocument(text);
  if (document.errors.length > 0)
    return { kind: 'invalid', faults: document.errors.map((error) => error.message) };
  const parsed = creditorsFileSchema.safeParse(document.toJS());
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'file'}: ${issue.message}`);
    return { kind: 'invalid', faults };
  }
  const at = desk.clock.now();
  const faults = zoneFaults(parsed.data, desk, at);
  if (faults.length > 0) return { kind: 'invalid', faults };
  const creditors = parsed.data.creditors.map(toSetup);
  const agents = parsed.data.agents.map((agent) => ({ ...agent, email: agent.email ?? null }));
  await desk.store.setUp({ creditors, agents }, () => businessId(at));
  const portfolios = creditors.reduce((sum, creditor) => sum + creditor.portfolios.length, 0);
  return { kind: 'ok', creditors: creditors.length, portfolios, agents: agents.length };
}

function zoneFaults(file: CreditorsFile, desk: IntakeDesk, at: number): string[] {
  const zones = file.creditors.flatMap((creditor) => [
    creditor.zone,
    ...creditor.portfolios.flatMap((p) => p.zone ?? []),
  ]);
  const unknown = [...new Set(zones)].filter((zone) => desk.calendar.zone(zone, at) === undefined);
  return unknown.map((zone) => `"${zone}" is no IANA time zone`);
}

function toSetup(creditor: CreditorsFile['creditors'][number]): CreditorSetup {
  return {
    ...creditor,
    phone: creditor.phone ?? null,
    email: creditor.email ?? null,
    website: creditor.website ?? null,
    address: creditor.address ?? null,
    bankAccount: creditor.bankAccount ?? null,
    smsSender: creditor.smsSender ?? null,
    mailFrom: creditor.mailFrom ?? null,
    legalFooter: { ...creditor.legalFooter } as Record<string, string>,
    portfolios: creditor.portfolios.map((portfolio) => ({
      ...portfolio,
      country: portfolio.country ?? creditor.country,
      zone: portfolio.zone ?? creditor.zone,
    })),
  };
}
