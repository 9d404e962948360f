/** Who, or what, answered, as far as Twilio's detection knows. */
export type CallAnswer = 'person' | 'machine' | 'fax' | 'unknown';

/** Null where detection has not spoken. A word that is not known yet is taken for doubt. */
export function callAnswer(word: string | null | undefined): CallAnswer | null {
  if (!word) return null;
  if (word === 'human') return 'person';
  if (word === 'fax') return 'fax';
  return word.startsWith('machine') ? 'machine' : 'unknown';
}

/** Whether nobody is known to have listened. Where nothing was detected, somebody may have. */
export function isNobody(answer: CallAnswer | null): boolean {
  return answer !== null && answer !== 'person';
}
