import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PlainError } from '#contracts';
import { type AgreementTerms, agreementTermsSchema, canonicalJson } from '#domain';
import { parse } from 'yaml';
import type { Queryable } from '../database.js';

/** Who terms are of that name no creditor. */
const EVERYBODY = '*';

/**
 * Reads every version of the terms under a folder.
 * @throws PlainError naming file and fault when one is not valid, or two are the same version (I9)
 */
export async function readAgreementTerms(folder: string): Promise<AgreementTerms[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort();
  const seen = new Map<string, string>();
  const all: AgreementTerms[] = [];
  for (const name of files) {
    const terms = readOne(name, await readFile(join(folder, name), 'utf8'));
    const key = `${terms.creditor ?? EVERYBODY} ${terms.version}`;
    const other = seen.get(key);
    if (other !== undefined) {
      throw new PlainError(`terms ${name}: version ${terms.version} of the same creditor is in ${other} too`);
    }
    seen.set(key, name);
    all.push(terms);
  }
  return all;
}

function readOne(name: string, yaml: string): AgreementTerms {
  const parsed = agreementTermsSchema.safeParse(parse(yaml));
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => `${path.map(String).join('.')}: ${message}`);
  throw new PlainError(`terms ${name} are not valid: ${faults.join('; ')}`);
}

/**
 * Publishes versions that are new. A published version never changes: promises were taken under it.
 * @throws PlainError when one reads differently from what was published under its number
 */
export async function publishAgreementTerms(db: Queryable, all: readonly AgreementTerms[]): Promise<void> {
  for (const terms of all) {
    const { creditor = EVERYBODY, version } = terms;
    await db.query(
      `INSERT INTO agreement_terms (creditor, version, valid_from, terms) VALUES ($1, $2, $3, $4)
       ON CONFLICT (creditor, version) DO NOTHING`,
      [creditor, version, terms.validFrom, JSON.stringify(terms)],
    );
    const { rows } = await db.query<{ terms: unknown }>(
      'SELECT terms FROM agreement_terms WHERE creditor = $1 AND version = $2',
      [creditor, version],
    );
    if (canonicalJson(rows[0]?.terms) === canonicalJson(terms)) continue;
    const whose = creditor === EVERYBODY ? 'everybody' : creditor;
    throw new PlainError(
      `Version ${version} of the terms of promises of ${whose} was published and reads differently now. ` +
        'Give the changed terms a higher version and the day from which they hold, in a file of their own.',
    );
  }
}
