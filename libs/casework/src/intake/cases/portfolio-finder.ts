import type { IntakeStore, PortfolioRecord } from '#contracts';
import { type FileRefusal, refusal } from '../file/file-refusal.js';

/** Finds the portfolio of each row, asking for each one once. */
export class PortfolioFinder {
  private readonly found = new Map<string, PortfolioRecord | string>();

  constructor(
    private readonly store: IntakeStore,
    private readonly standingRef: string | null,
    private readonly standingCreditor: string | null,
    /** Those that a dry run takes as set up. */
    private readonly planned: readonly PortfolioRecord[] = [],
  ) {}

  /** The portfolio that the import itself names; null when it leaves that to the rows. */
  async standing(): Promise<PortfolioRecord | { refusal: FileRefusal } | null> {
    if (this.standingRef === null) return null;
    const portfolio = await this.find(null, null);
    if (typeof portfolio !== 'string') return portfolio;
    const remedy =
      'set it up with --creditors <file>, or correct its name; name the creditor where two share it';
    return { refusal: refusal('unknown-portfolio', `portfolio "${this.standingRef}": ${portfolio}`, remedy) };
  }

  /** The portfolio that a row names, else the import's; or in words why there is none. At once when it is known. */
  find(
    ref: string | null,
    creditorRef: string | null,
  ): PortfolioRecord | string | Promise<PortfolioRecord | string> {
    const wanted = ref ?? this.standingRef;
    if (wanted === null) return 'the row names no portfolio';
    const creditor = creditorRef ?? this.standingCreditor;
    const key = `${creditor ?? ''}\0${wanted}`;
    return this.found.get(key) ?? this.ask(key, wanted, creditor);
  }

  private async ask(key: string, wanted: string, creditor: string | null): Promise<PortfolioRecord | string> {
    const asked = (await this.store.portfolio(wanted, creditor)) ?? this.ofPlan(wanted, creditor);
    const answer =
      asked === null
        ? 'there is no such portfolio'
        : asked === 'ambiguous'
          ? 'several creditors have a portfolio of this name'
          : asked;
    this.found.set(key, answer);
    return answer;
  }

  private ofPlan(ref: string, creditor: string | null): PortfolioRecord | null | 'ambiguous' {
    const meant = this.planned.filter(
      (each) => each.ref === ref && (creditor === null || each.creditorRef === creditor),
    );
    return meant.length > 1 ? 'ambiguous' : (meant[0] ?? null);
  }
}
