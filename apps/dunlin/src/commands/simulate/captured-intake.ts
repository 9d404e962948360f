import {
  AGE_TO_CHECK_DAYS,
  type CreditorSetup,
  type IntakeCase,
  IntakeStore,
  type KnownFacts,
  type PortfolioRecord,
  type RecordedPayment,
  type AgentSetup,
  USUAL_CAPACITY,
} from '#contracts';
import { type Campaign, type CaseHistory, type Channel, isLanguage, type SimulatedCase } from '#domain';

/** A portfolio of the creditors' description, or one that stands in for what nobody described. */
interface Placed extends PortfolioRecord {
  packs: readonly string[];
  minimumBalanceMinor: number;
  rcs: boolean;
  /** Whether there is a number to call from. */
  voice: boolean;
}

/** In which debtors of a portfolio are written to that nobody described. */
const LANGUAGE_OF: Readonly<Record<string, string>> = { PL: 'pl', UA: 'uk' };

const NOTHING_KNOWN: KnownFacts = {
  unchanged: new Set(),
  cases: new Map(),
  debtors: new Map(),
  suppressions: new Map(),
};

/**
 * Takes files in as an installation does, all checks included, and keeps the cases in memory for a simulation. Nothing
 * is on record but what is read.
 */
export class CapturedIntake extends IntakeStore {
  readonly cases: IntakeCase[] = [];
  capacity: number | null = null;
  /** Portfolios that the file names and nobody described. */
  readonly standIns = new Set<string>();
  private readonly portfolios = new Map<string, Placed>();

  constructor(private readonly campaign: Campaign) {
    super();
  }

  setUp(setup: { creditors: CreditorSetup[]; agents: AgentSetup[] }): Promise<void> {
    for (const creditor of setup.creditors) {
      for (const portfolio of creditor.portfolios) {
        this.portfolios.set(`${creditor.ref}/${portfolio.ref}`, {
          id: `${creditor.ref}/${portfolio.ref}`,
          ref: portfolio.ref,
          name: portfolio.name,
          creditorId: creditor.ref,
          creditorRef: creditor.ref,
          country: portfolio.country,
          zone: portfolio.zone,
          language: portfolio.language,
          ageToCheckDays: ageToCheck(creditor.settings),
          packs: portfolio.policyPacks,
          minimumBalanceMinor: portfolio.minimumBalanceMinor,
          rcs: creditor.rcsSender !== null,
          voice: callsFrom(creditor),
        });
      }
    }
    const { agents } = setup;
    this.capacity =
      agents.length === 0
        ? null
        : agents.reduce((sum, { capacity }) => sum + (capacity ?? USUAL_CAPACITY), 0);
    return Promise.resolve();
  }

  portfolio(ref: string, creditorRef: string | null): Promise<PortfolioRecord | null | 'ambiguous'> {
    const meant = [...this.portfolios.values()].filter(
      (each) => each.ref === ref && (creditorRef === null || each.creditorRef === creditorRef),
    );
    if (meant.length > 1) return Promise.resolve('ambiguous');
    return Promise.resolve(meant[0] ?? this.standIn(ref, creditorRef ?? 'creditor'));
  }

  takeCases(_batch: unknown, decide: (known: KnownFacts) => IntakeCase[]): Promise<string[]> {
    this.cases.push(...decide(NOTHING_KNOWN));
    return Promise.resolve([]);
  }

  beginRun(): Promise<void> {
    return Promise.resolve();
  }

  finishRun(): Promise<void> {
    return Promise.resolve();
  }

  knownPayments(): Promise<Map<string, RecordedPayment>> {
    return Promise.resolve(new Map());
  }

  /** What was read, as simulations take it: without names and addresses. */
  simulatedCases(): SimulatedCase[] {
    return this.cases.map((each) => this.toSimulated(each));
  }

  private toSimulated(it: IntakeCase): SimulatedCase {
    const portfolio = this.portfolios.get(it.portfolioId);
    if (portfolio === undefined) throw new Error('a case of a portfolio that nobody asked for');
    return {
      ref: it.ref,
      person: it.person.keyHash,
      creditor: portfolio.creditorRef,
      kind: it.debtor.kind,
      language: isLanguage(it.debtor.language) ? it.debtor.language : portfolio.language,
      currency: it.currency,
      country: portfolio.country,
      zone: it.debtor.zone,
      portfolioZone: portfolio.zone,
      packs: [...portfolio.packs, ...this.campaign.policies],
      dueDate: it.dueDate,
      timeBarredOn: it.timeBarredOn,
      balanceMinor: it.principalMinor + it.interestMinor + it.costsMinor,
      minimumBalanceMinor: portfolio.minimumBalanceMinor,
      stage: 'pre_due',
      // What a file does not tell is taken to be as the campaign asks for it.
      promise: this.campaign.audience.promise?.[0] ?? 'none',
      attributes: Object.fromEntries(
        Object.entries(it.attributes).flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
      ),
      history: askedPast(this.campaign.audience.history),
      verified: it.status === 'open',
      points: [...it.points]
        .sort((a, b) => a.position - b.position)
        .map(({ valueHash, kind, status, zones, role, consents }) => ({
          address: valueHash,
          kind,
          usable: status === 'active',
          zones,
          role,
          consents: Object.fromEntries(
            Object.entries(consents).map(([channel, { said }]) => [channel, said]),
          ),
        })),
      channels: new Set<Channel>([
        'sms',
        'email',
        ...(portfolio.rcs ? (['rcs'] as const) : []),
        ...(portfolio.voice ? (['voice'] as const) : []),
      ]),
    };
  }

  /** Under the campaign's own packs, in its country: nobody described another. */
  private standIn(ref: string, creditorRef: string): Placed {
    this.standIns.add(ref);
    const placed: Placed = {
      id: `${creditorRef}/${ref}`,
      ref,
      name: ref,
      creditorId: creditorRef,
      creditorRef,
      country: this.campaign.country,
      zone: this.campaign.zone,
      language: LANGUAGE_OF[this.campaign.country] ?? 'en',
      ageToCheckDays: AGE_TO_CHECK_DAYS,
      packs: [],
      minimumBalanceMinor: 0,
      rcs: true,
      voice: true,
    };
    this.portfolios.set(placed.id, placed);
    return placed;
  }
}

/** The least that the audience asks of what had happened before: a file tells nothing of it. */
function askedPast(asked: Campaign['audience']['history']): CaseHistory {
  return {
    payments: asked?.payments?.min ?? 0,
    contacts: asked?.contacts?.min ?? 0,
    brokenPromises: asked?.brokenPromises?.min ?? 0,
    campaigns: asked?.entered?.slice(0, 1) ?? [],
  };
}

/** As in earnest: a number of their own for calls, or the one that texts come from. */
function callsFrom({ settings, smsSender }: CreditorSetup): boolean {
  const { voice } = settings as { voice?: { callFrom?: string } };
  return voice?.callFrom !== undefined || smsSender?.startsWith('+') === true;
}

function ageToCheck(settings: Record<string, unknown>): number {
  const { verification } = settings as { verification?: { ageToCheckDays?: number } };
  return verification?.ageToCheckDays ?? AGE_TO_CHECK_DAYS;
}
