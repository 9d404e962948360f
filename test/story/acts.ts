import type { CaseLine, Page } from '#contracts';
import type { Appointment } from './clock-walk.js';
import { addDays, warsawInstant } from './local-time.js';
import type { StoryApi } from './story-api.js';
import type { StoryCase } from './story-case.js';

const HOLD_REASON = 'creditor-asks';

/** The local time so many days after a case's due date. */
export function momentOf(each: StoryCase, dpd: number, time: string): string {
  return `${addDays(each.dueDate, dpd)} ${time}`;
}

/** What is done about the cases through the API, each thing at its time. */
export function appointmentsOf(api: StoryApi, cases: readonly StoryCase[]): Appointment[] {
  return cases.flatMap((each) => {
    const { act } = each;
    if (act === null) return [];
    const done = { at: warsawInstant(momentOf(each, act.dpd, act.time)), act: () => perform(api, each) };
    if (act.does !== 'hold') return [done];
    const lifted = warsawInstant(momentOf(each, act.liftedDpd, act.liftedTime));
    return [done, { at: lifted, act: () => onCase(api, each, 'holds/lift', { reason: HOLD_REASON }) }];
  });
}

async function perform(api: StoryApi, each: StoryCase): Promise<void> {
  switch (each.act?.does) {
    case 'hold':
      return onCase(api, each, 'holds', { reason: HOLD_REASON });
    case 'dispute':
    case 'cease':
      return onCase(api, each, each.act.does, {});
    case 'pay-by-api':
      return payByApi(api, each);
    case 'pay-by-file':
      return payByFile(api, each);
  }
}

async function onCase(api: StoryApi, { ref }: StoryCase, path: string, body: object): Promise<void> {
  const found = await api.get<Page<CaseLine>>(`/api/cases?ref=${encodeURIComponent(ref)}`);
  const id = found.items[0]?.id;
  if (id === undefined) throw new Error(`there is no case ${ref}`);
  await api.post(`/api/cases/${id}/${path}`, body);
}

async function payByApi(api: StoryApi, each: StoryCase): Promise<void> {
  const payment = {
    reference: `transfer ${each.ref}`,
    caseRef: each.ref,
    amountMinor: each.principalMinor,
    currency: 'PLN',
    paidOn: paidOn(each),
  };
  await api.post('/api/payments', { creditor: each.creditor, payments: [payment] });
}

async function payByFile(api: StoryApi, each: StoryCase): Promise<void> {
  const amount = (each.principalMinor / 100).toFixed(2).replace('.', ',');
  const row = [`file ${each.ref}`, each.creditor, '', `wpłata ${each.ref}`, amount, 'PLN', paidOn(each)].join(
    ';',
  );
  const file = `numer_wplaty;wierzyciel;nr_sprawy;tytul_przelewu;kwota;waluta;data_wplaty\r\n${row}\r\n`;
  await api.post('/api/payments', file, 'text/csv');
}

function paidOn(each: StoryCase): string {
  return addDays(each.dueDate, each.act?.dpd ?? 0);
}
