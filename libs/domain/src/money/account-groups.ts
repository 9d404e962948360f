/** A bank account as people copy it: groups of four, a Polish number's two check digits first. */
export function accountGroups(account: string): string[] {
  const digits = account.replace(/\s/g, '');
  const head = /^\d{26}$/.test(digits) ? digits.slice(0, 2) : '';
  return [...(head ? [head] : []), ...(digits.slice(head.length).match(/.{1,4}/g) ?? [])];
}
