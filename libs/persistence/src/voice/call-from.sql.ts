/** The number that a creditor calls from: the one that its settings name, or its SMS sender where that is a number. */
export function callFrom(creditor: string): string {
  return `coalesce(${creditor}.settings #>> '{voice,callFrom}',
    CASE WHEN ${creditor}.sms_sender LIKE '+%' THEN ${creditor}.sms_sender END)`;
}
