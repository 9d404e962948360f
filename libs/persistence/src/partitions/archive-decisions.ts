import { decisionLeaf, deriveKey, type HashKey, merkleRoot, type SealedSecond } from '#domain';
import type { Database } from '../database.js';
import { readSealedSeconds } from '../tracking/sealed-seconds.sql.js';
import { readSeals, type StoredSeal } from '../tracking/seals.sql.js';
import {
  detach,
  firstDay,
  firstSecond,
  markArchived,
  readSealedTo,
  type Written,
} from './archived-table.sql.js';
import type { Month } from './uuidv7-bounds.js';

/** How many seconds that hold anything are archived at once: bounds the memory, not the month. */
const SPAN = 30;
const LOCK_NOT_AVAILABLE = '55P03';
const PARTITION = /^decisions_(\d{4})_(\d{2})$/;

/** What became of one month of decisions. */
export type ArchivedMonth =
  /** They are written and no longer part of `decisions`; `staying` share their second with another month, and stay. */
  | { kind: 'archived'; table: string; decisions: number; seals: number; staying: number }
  /** Some are not sealed yet, or came in meanwhile. */
  | { kind: 'not-sealed' }
  /** Somebody held the table for long. What was written holds; nothing was taken out. */
  | { kind: 'table-busy' };

/** Where a month of decisions is written. */
export interface ArchiveKeeper {
  /** Called in the order of time. */
  write(seconds: readonly SealedSecond[]): Promise<void>;
  /** All is written: once this resolves, it is kept for good, and is taken out of the database. */
  keep(): Promise<void>;
}

/** Takes whole months of sealed decisions out of the database, once somebody has written them elsewhere. */
export class DecisionArchiver {
  private readonly key: HashKey;

  /** @param secret of the installation */
  constructor(
    private readonly db: Database,
    secret: string,
  ) {
    this.key = deriveKey(secret, 'seal');
  }

  /** The months before another that have a partition with decisions in it, in the order of time. */
  async monthsBefore(before: Month): Promise<Month[]> {
    const { rows } = await this.db.query<{ name: string }>(
      `SELECT child.relname AS name FROM pg_inherits JOIN pg_class child ON child.oid = inhrelid
       WHERE inhparent = 'decisions'::regclass ORDER BY 1`,
    );
    const found: Month[] = [];
    for (const { name } of rows) {
      const [, year, month] = PARTITION.exec(name) ?? [];
      if (year === undefined || month === undefined) continue;
      const each = { year: Number(year), month: Number(month) };
      if (indexOf(each) < indexOf(before) && (await firstSecond(this.db, name)) !== null) found.push(each);
    }
    return found;
  }

  /**
   * Archives one month. Its table stays, by its name, but is no part of `decisions` any more; somebody else drops it.
   * Broken off, it is begun again and writes the same.
   */
  async archive(month: Month, keeper: ArchiveKeeper): Promise<ArchivedMonth> {
    const table = `decisions_${firstDay(month).slice(0, 7).replace('-', '_')}`;
    const sealedTo = await readSealedTo(this.db);
    if (sealedTo === null || (await firstSecond(this.db, table, sealedTo)) !== null)
      return { kind: 'not-sealed' };
    let decisions = 0;
    let seals = 0;
    const staying: string[] = [];
    for (let from = await firstSecond(this.db, table); from !== null;) {
      const to = from + SPAN;
      const sealed = new Map((await readSeals(this.db, from, to)).map((seal) => [keyOf(seal), seal]));
      const seconds = await readSealedSeconds(this.db, from, to, table);
      const whole = seconds.filter((each) => isWhole(each, sealed.get(keyOf(each))));
      staying.push(...idsOf(seconds.filter((each) => !whole.includes(each))));
      await keeper.write(whole);
      await markArchived(
        this.db,
        this.key,
        whole.flatMap((each) => sealed.get(keyOf(each)) ?? []),
      );
      decisions += idsOf(whole).length;
      seals += whole.length;
      from = await firstSecond(this.db, table, to);
    }
    await keeper.keep();
    const kind = await this.takeOut({ month, table, sealedTo, decisions, staying });
    return kind === 'archived' ? { kind, table, decisions, seals, staying: staying.length } : { kind };
  }

  private async takeOut(written: Written): Promise<ArchivedMonth['kind']> {
    try {
      return await this.db.transaction((tx) => detach(tx, written));
    } catch (error) {
      if ((error as { code?: string }).code === LOCK_NOT_AVAILABLE) return 'table-busy';
      throw error;
    }
  }
}

const keyOf = (of: { creditorId: string; second: number }): string => `${of.second} ${of.creditorId}`;
const indexOf = ({ year, month }: Month): number => year * 12 + month;
const idsOf = (seconds: readonly SealedSecond[]): string[] =>
  seconds.flatMap((each) => each.decisions.map((decision) => decision.decisionId));

/** Of a second at the turn of a month, the seal covers more than the month has; so it does of one that was changed. */
function isWhole({ decisions }: SealedSecond, seal: StoredSeal | undefined): boolean {
  return seal !== undefined && merkleRoot(decisions.map(decisionLeaf)).equals(seal.root);
}
