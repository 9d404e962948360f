import type { InstalmentVariables, PromiseVariables } from '#domain';
import { PAID_OF_CASE } from '../casework/agreements.sql.js';
import type { Queryable } from '../database.js';
import type { MessageToRender } from './messages-to-render.js';

/** What a message about an agreement may say; null when it is no longer so. */
export interface AgreedWords {
  promise?: PromiseVariables;
  instalment?: InstalmentVariables;
  /** Last day (ISO date) on which it is so; null: for as long as the agreement stands as it does. */
  trueUntil: string | null;
}

/** A reminder speaks of what is left of a promise that stands, the notice of one that was broken and not made good, of
    the whole that did not come. */
const PROMISES = `
  SELECT w.id, CASE p.status WHEN 'active' THEN l.left ELSE p.amount_minor END AS "amountMinor", p.promised_for AS date
  FROM unnest($1::uuid[], $2::uuid[], $3::text[]) AS w(id, promise_id, family)
  JOIN promises p ON p.id = w.promise_id AND p.ended_at IS NULL
    AND p.status = CASE w.family WHEN 'promise-reminder' THEN 'active' ELSE 'broken' END
  JOIN cases c ON c.id = p.case_id
  CROSS JOIN LATERAL (
    SELECT least(p.amount_minor, p.amount_minor - (${PAID_OF_CASE} - p.paid_before_minor)) AS left
  ) l
  WHERE l.left > 0`;

/** What is left of an instalment: money since the plan was agreed pays the earlier ones first. */
const INSTALMENTS = `
  SELECT w.id, i.number, s.many AS "of", i.due_on AS date, l.left AS "amountMinor",
    i.noticed_on + (p.terms ->> 'cureDays')::int AS "cureDate"
  FROM unnest($1::uuid[], $2::uuid[], $3::int[]) AS w(id, plan_id, number)
  JOIN plans p ON p.id = w.plan_id AND p.status = 'active'
  JOIN plan_instalments i ON i.plan_id = p.id AND i.number = w.number
  JOIN cases c ON c.id = p.case_id
  CROSS JOIN LATERAL (
    SELECT count(*) AS many, coalesce(sum(amount_minor) FILTER (WHERE number < i.number), 0)::bigint AS before
    FROM plan_instalments WHERE plan_id = p.id
  ) s
  CROSS JOIN LATERAL (
    SELECT least(i.amount_minor, s.before + i.amount_minor - (${PAID_OF_CASE} - p.paid_before_minor)) AS left
  ) l
  WHERE l.left > 0`;

/**
 * Reads what messages about promises and instalments may say, by message; one that is absent here and speaks of an
 * agreement has been overtaken. Costs nothing where a batch has none of them.
 */
export async function readAgreedWords(
  db: Queryable,
  messages: readonly MessageToRender[],
): Promise<Map<string, AgreedWords>> {
  const words = new Map<string, AgreedWords>();
  const promised = messages.filter(({ extra }) => typeof extra?.promiseId === 'string');
  if (promised.length > 0) {
    const { rows } = await db.query<PromiseVariables & { id: string }>({
      name: 'promised-words',
      text: PROMISES,
      values: [
        promised.map(({ id }) => id),
        promised.map(({ extra }) => extra?.promiseId),
        promised.map(({ family }) => family),
      ],
    });
    const reminders = new Set(
      promised.filter(({ family }) => family === 'promise-reminder').map(({ id }) => id),
    );
    for (const { id, ...promise } of rows)
      words.set(id, { promise, trueUntil: reminders.has(id) ? promise.date : null });
  }
  const planned = messages.filter(({ extra }) => typeof extra?.planId === 'string');
  if (planned.length > 0) {
    const { rows } = await db.query<InstalmentVariables & { id: string }>({
      name: 'instalment-words',
      text: INSTALMENTS,
      values: [
        planned.map(({ id }) => id),
        planned.map(({ extra }) => extra?.planId),
        planned.map(({ extra }) => extra?.instalment),
      ],
    });
    for (const { id, ...instalment } of rows)
      words.set(id, { instalment, trueUntil: instalment.cureDate ?? instalment.date });
  }
  return words;
}

/** Whether a message speaks of an agreement. */
export function speaksOfAgreement({ extra }: MessageToRender): boolean {
  return typeof extra?.underHold === 'string';
}
