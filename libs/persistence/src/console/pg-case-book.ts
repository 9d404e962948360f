import {
  type CallWords,
  CaseBook,
  type CaseLine,
  type CaseQuery,
  type CaseView,
  type Page,
  type TimelineEntry,
} from '#contracts';
import { EMAIL_EVENTS, legStatuses, twilioStatus } from '#domain';
import type { Queryable } from '../database.js';
import { CASE_LINE, CASE_VIEW } from './case-view.sql.js';
import { readAboutMessages, readActs, readMessages, TIMELINE_LIMIT } from './timeline.sql.js';
import { cutPage } from './view.sql.js';

const LIST = `${CASE_LINE}
  WHERE ($1::text IS NULL OR c.ref = $1) AND ($2::text IS NULL OR k.ref = $2) AND ($3::text IS NULL OR p.ref = $3)
    AND ($4::text IS NULL OR c.status = $4) AND ($5::uuid IS NULL OR c.id > $5)
  ORDER BY c.id LIMIT $6`;

/** Of what happened at one instant, causes come before their effects. */
const ORDER: readonly TimelineEntry['type'][] = [
  'event',
  'message',
  'decision',
  'receipt',
  'visit',
  'call',
  'interaction',
  'note',
];

/** Cases for the console. */
export class PgCaseBook extends CaseBook {
  /** @param words without them calls are told by the names of what was said */
  constructor(
    private readonly db: Queryable,
    private readonly words?: CallWords,
  ) {
    super();
  }

  async list(query: CaseQuery): Promise<Page<CaseLine>> {
    const { rows } = await this.db.query<CaseLine>(LIST, [
      query.ref ?? null,
      query.creditor ?? null,
      query.portfolio ?? null,
      query.status ?? null,
      query.after ?? null,
      query.limit + 1,
    ]);
    return cutPage(rows, query.limit);
  }

  async read(id: string): Promise<CaseView | null> {
    const { rows } = await this.db.query<CaseView>(CASE_VIEW, [id]);
    return rows[0] ?? null;
  }

  async timeline(id: string): Promise<TimelineEntry[] | null> {
    const { rows } = await this.db.query<{ shard: number; person_id: string }>(
      'SELECT shard, person_id FROM cases WHERE id = $1',
      [id],
    );
    const found = rows[0];
    if (found === undefined) return null;
    const of = { caseId: id, shard: found.shard, personId: found.person_id };
    const messages = await readMessages(this.db, of);
    const about = await readAboutMessages(
      this.db,
      id,
      messages.map((message) => message.id),
    );
    const entries = [...messages, ...about, ...(await readActs(this.db, id, this.words))];
    return entries.sort(byTime).slice(-TIMELINE_LIMIT);
  }
}

function byTime(a: TimelineEntry, b: TimelineEntry): number {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1;
  const byType = ORDER.indexOf(a.type) - ORDER.indexOf(b.type);
  if (byType !== 0) return byType;
  const byId = idOf(a).localeCompare(idOf(b));
  if (byId !== 0 || a.type !== 'receipt' || b.type !== 'receipt') return byId;
  return a.legNo - b.legNo || courseOf(a.kind) - courseOf(b.kind);
}

/** How far a message has come by what a provider calls it; what tells of no progress, such as "opened", comes last. */
function courseOf(kind: string): number {
  const status = twilioStatus('voice', kind) ?? EMAIL_EVENTS[kind] ?? kind;
  const at = (legStatuses as readonly string[]).indexOf(status);
  return at === -1 ? legStatuses.length : at;
}

/** Ids grow with time, also within one instant of a clock that stands. */
function idOf(entry: TimelineEntry): string {
  return entry.type === 'receipt' || entry.type === 'call' ? entry.messageId : entry.id;
}
