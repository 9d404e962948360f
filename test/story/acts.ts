import type { CaseLine, EscalationView, Page } from '#contracts';
import { MANAGER_ACTS } from './cadences.js';
import type { Appointment } from './clock-walk.js';
import { expectationOf } from './expectation.js';
import { addDays, momentOf, warsawInstant } from './local-time.js';
import type { StoryApi } from './story-api.js';
import type { Act, StoryCase } from './story-case.js';

const HOLD_REASON = 'creditor-asks';
/** Who notes promises down, and who has the businesses' desk. */
const AGENT = 'anna';
const MANAGER = 'kasia';

/** What is done about the cases through the API, each thing at its time. */
export function appointmentsOf(api: StoryApi, cases: readonly StoryCase[]): Appointment[] {
  return cases.flatMap((each) => [
    ...each.acts.flatMap((act) => toldAct(api, each, act)),
    ...managed(api, each),
  ]);
}

function toldAct(api: StoryApi, each: StoryCase, act: Act): Appointment[] {
  const at = warsawInstant(momentOf(each, act.dpd, act.time));
  const done = { at, act: () => perform(api, each, act) };
  if (act.does !== 'hold') return [done];
  const lifted = warsawInstant(momentOf(each, act.liftedDpd, act.liftedTime));
  return [done, { at: lifted, act: () => onCase(api, each, 'holds/lift', { reason: HOLD_REASON }) }];
}

/** The account manager ends the work on a business that came to the desk, unless it is left lying. */
function managed(api: StoryApi, each: StoryCase): Appointment[] {
  const { manager } = each;
  const asked = expectationOf(each).escalations.some(({ reason }) => reason === 'overdue-invoices');
  if (!asked || manager === 'rests') return [];
  const at = warsawInstant(momentOf(each, MANAGER_ACTS.dpd, MANAGER_ACTS.time));
  const next = manager === 'resumes' ? { next: 'resume' } : { next: 'close', reason: 'settled-with-manager' };
  return [{ at, act: () => resolve(api, each, next) }];
}

async function resolve(api: StoryApi, { ref }: StoryCase, next: object): Promise<void> {
  const work = await api.get<Page<EscalationView>>('/api/escalations?queue=account-managers&limit=100');
  const found = work.items.find((one) => one.case.ref === ref);
  // Paid or disputed in the days before: there is nothing left to resolve.
  if (found === undefined) return;
  await api.post(`/api/escalations/${found.id}/claim`, {}, undefined, MANAGER);
  await api.post(`/api/escalations/${found.id}/resolve`, next, undefined, MANAGER);
}

async function perform(api: StoryApi, each: StoryCase, act: Act): Promise<void> {
  switch (act.does) {
    case 'hold':
      return onCase(api, each, 'holds', { reason: HOLD_REASON });
    case 'dispute':
    case 'cease':
      return onCase(api, each, act.does, {});
    case 'promise':
      return onCase(
        api,
        each,
        'promises',
        { amount: 'balance', by: addDays(each.dueDate, act.byDpd) },
        AGENT,
      );
    case 'pay-by-api':
      return payByApi(api, each, act);
    case 'pay-an-invoice':
      return payInvoice(api, each, act);
    case 'pay-by-file':
      return payByFile(api, each, act, { title: `wpłata ${each.ref}`, amountMinor: each.principalMinor });
  }
}

async function onCase(
  api: StoryApi,
  { ref }: StoryCase,
  path: string,
  body: object,
  agent?: string,
): Promise<void> {
  const found = await api.get<Page<CaseLine>>(`/api/cases?ref=${encodeURIComponent(ref)}`);
  const id = found.items[0]?.id;
  if (id === undefined) throw new Error(`there is no case ${ref}`);
  await api.post(`/api/cases/${id}/${path}`, body, undefined, agent);
}

async function payByApi(api: StoryApi, each: StoryCase, act: Act): Promise<void> {
  const payment = {
    reference: `transfer ${each.ref} ${act.dpd}`,
    caseRef: each.ref,
    amountMinor: stillOwed(each),
    currency: 'PLN',
    paidOn: addDays(each.dueDate, act.dpd),
  };
  await api.post('/api/payments', { creditor: each.creditor, payments: [payment] });
}

/** What is left beside the invoice that was paid before. */
function stillOwed(each: StoryCase): number {
  const [invoice] = each.acts.some(({ does }) => does === 'pay-an-invoice') ? each.invoices : [];
  return each.principalMinor - (invoice?.amountMinor ?? 0);
}

/** The oldest invoice, whole; the transfer names it, and no case. */
async function payInvoice(api: StoryApi, each: StoryCase, act: Act): Promise<void> {
  const [invoice] = each.invoices;
  if (invoice === undefined) throw new Error(`${each.ref} has no invoice to pay`);
  await payByFile(api, each, act, { title: `za ${invoice.number}`, amountMinor: invoice.amountMinor });
}

interface Transfer {
  title: string;
  amountMinor: number;
}

async function payByFile(api: StoryApi, each: StoryCase, act: Act, transfer: Transfer): Promise<void> {
  const amount = (transfer.amountMinor / 100).toFixed(2).replace('.', ',');
  const paidOn = addDays(each.dueDate, act.dpd);
  const row = [`file ${each.ref}`, each.creditor, '', transfer.title, amount, 'PLN', paidOn].join(';');
  const file = `numer_wplaty;wierzyciel;nr_sprawy;tytul_przelewu;kwota;waluta;data_wplaty\r\n${row}\r\n`;
  await api.post('/api/payments', file, 'text/csv');
}
