/** A number, or the SID of a messaging service, whose numbers answers come to. */
const ANSWERABLE = /^(\+[1-9]\d{6,14}|MG[0-9a-f]{32})$/;

/** Whether a text from this sender can be answered: a name in letters cannot, nor can the one that stands in for none. */
export function takesReplies(smsSender: string | null): boolean {
  return smsSender !== null && ANSWERABLE.test(smsSender);
}
