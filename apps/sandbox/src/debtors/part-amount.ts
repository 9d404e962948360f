import type { PageForm } from './web/page-forms.js';

/**
 * What a person who wants to pay a share writes into the field. The balance is read from the form
 * (`data-balance-minor`, else the field's `max` in major units); the share never goes below the field's `min`.
 */
export function amountToPay(form: PageForm, share: number): string {
  const field = form.fields.find((one) => one.name === 'partAmount');
  const balance = Number(form.attributes['data-balance-minor'] ?? toMinor(field?.attributes['max']));
  if (!Number.isFinite(balance) || balance <= 0)
    throw new Error('the form does not tell the balance to pay a part of');
  const least = toMinor(field?.attributes['min']) ?? 1;
  const minor = Math.min(balance, Math.max(least, Math.round(balance * share)));
  const major = (minor / 100).toFixed(2);
  return field?.type === 'number' ? major : major.replace('.', ',');
}

function toMinor(major: string | undefined): number | undefined {
  if (!major) return undefined;
  const value = Math.round(Number(major.replace(',', '.')) * 100);
  return Number.isFinite(value) ? value : undefined;
}
