import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isCurrency } from '#domain';
import { parse } from 'yaml';
import { optionsSchema, type PortalOptions } from './options.schema.js';

/** The rules that decide what debtors may choose; read once at start, and refused there when they are faulty (I9). */
export class OptionRules {
  private constructor(
    private readonly fallback: PortalOptions,
    private readonly byPortfolio: ReadonlyMap<string, PortalOptions>,
  ) {}

  /** @throws when a file is faulty, two files serve one portfolio, or there is not one file that serves all others */
  static async load(folder: string): Promise<OptionRules> {
    const names = (await readdir(folder)).filter((name) => /\.ya?ml$/.test(name)).sort();
    const all = await Promise.all(
      names.map(async (name) => readOptions(name, await readFile(join(folder, name), 'utf8'))),
    );
    const general = all.filter((options) => !options.portfolios);
    const [fallback] = general;
    if (!fallback || general.length > 1) {
      throw new Error(`${folder}: exactly one file must name no portfolios; found ${general.length}`);
    }
    const byPortfolio = new Map<string, PortalOptions>();
    for (const options of all) {
      for (const portfolio of options.portfolios ?? []) {
        if (byPortfolio.has(portfolio))
          throw new Error(`${folder}: two files serve the portfolio ${portfolio}`);
        byPortfolio.set(portfolio, options);
      }
    }
    return new OptionRules(fallback, byPortfolio);
  }

  for(creditorRef: string, portfolioRef: string): PortalOptions {
    return this.byPortfolio.get(`${creditorRef}/${portfolioRef}`) ?? this.fallback;
  }
}

export function readOptions(name: string, yaml: string): PortalOptions {
  const options = optionsSchema.safeParse(parse(yaml));
  if (options.success) return options.data;
  const faults = options.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
  throw new Error(`campaigns/options/${name}: ${faults.join('; ')}`);
}

/**
 * Smallest part payment of a balance, in minor units; null when there is none smaller than the whole, so that a
 * part is not offered.
 */
export function minimumPart(options: PortalOptions, balanceMinor: number, currency: string): number | null {
  const { minimum, minimum_share: share } = options.part_payment;
  const fixed = isCurrency(currency) ? minimum[currency] : undefined;
  if (fixed === undefined) return null;
  // A share is rounded up to whole units of the currency, since people name and remember round amounts.
  const least = Math.max(fixed, Math.ceil((balanceMinor * share) / 100) * 100);
  return least < balanceMinor ? least : null;
}
