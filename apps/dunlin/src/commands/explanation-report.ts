import type {
  CaseDecisionsView,
  DecidedMessage,
  DecisionView,
  ExplainedDecision,
  ExplanationView,
} from '#contracts';
import type { Print } from './register-command.js';

const EXIT_REPLAYED = 0;
/** There is nothing of the kind asked about, or a decision does not come out as it was recorded. */
export const EXIT_NOT_REPLAYED = 1;

/** Prints each decision with what it rested on; gives the exit code. */
export function reportExplanation(explanation: ExplanationView | null, print: Print): number {
  if (explanation === null) {
    print('There is no such message.');
    return EXIT_NOT_REPLAYED;
  }
  const { decisions } = explanation;
  reportMessage(explanation, print);
  reportArchive(explanation, print);
  if (decisions.length === 0 && explanation.archivedBefore === null)
    print('The contact policy has not been asked about it yet.');
  decisions.forEach((decision, position) => {
    reportDecision(decision, position + 1, print, refOf(decision, explanation));
  });
  return exitCode(decisions);
}

/** Prints what had been decided about a case, message by message; gives the exit code. */
export function reportCaseDecisions(view: CaseDecisionsView, print: Print): number {
  const { caseRef, creditor, asOf, firstDecisionAt, messages } = view;
  if (messages.length === 0) {
    print(`Case ${caseRef} of ${creditor}: nothing had been decided by ${asOf}.`);
    print(firstDecisionAt === null ? 'Nothing was since.' : `The first decision came at ${firstDecisionAt}.`);
    reportArchive(view, print);
    return EXIT_REPLAYED;
  }
  const count = messages.length === 1 ? '1 message' : `${messages.length} messages`;
  print(`Case ${caseRef} of ${creditor}: ${count} decided about by ${asOf}, each with its last decision.`);
  reportArchive(view, print);
  for (const message of messages) {
    print('');
    reportMessage(message, print);
    if (message.leftOut) print(`  case ${caseRef} was taken out of it: it was not told by this message`);
    reportDecision(message.decision, message.decisionNo, print);
    if (message.laterDecisions > 0) print(`  decided again ${times(message.laterDecisions)} since`);
  }
  return exitCode(messages.map(({ decision }) => decision));
}

/** What is not there is not told as if it had never been. */
function reportArchive({ archivedBefore }: Pick<ExplanationView, 'archivedBefore'>, print: Print): void {
  if (archivedBefore !== null)
    print(`Decisions made before ${archivedBefore} may be archived, and are then not among these.`);
}

function exitCode(decisions: readonly ExplainedDecision[]): number {
  return decisions.every(({ replay }) => replay.result === 'same') ? EXIT_REPLAYED : EXIT_NOT_REPLAYED;
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}

function reportMessage(message: ExplanationView | DecidedMessage, print: Print): void {
  const { messageId, purpose, family, status, statusReason, caseRefs } = message;
  print(
    `Message ${messageId}: ${purpose}, ${family}, ${status}${statusReason === null ? '' : ` (${statusReason})`}.`,
  );
  print(`  about ${caseRefs.length === 1 ? 'case' : 'cases'} ${caseRefs.join(', ')}`);
}

/** The number of the case that a decision is of; its id, where the message is no longer of it. */
function refOf({ caseId }: ExplainedDecision, { caseIds, caseRefs }: ExplanationView): string | null {
  return caseId === null ? null : (caseRefs[caseIds.indexOf(caseId)] ?? caseId);
}

/** @param ofCase which of several cases it was decided of */
function reportDecision(
  decision: ExplainedDecision,
  position: number,
  print: Print,
  ofCase: string | null = null,
): void {
  print('');
  print(`Decision ${position}, leg ${decision.legNo}, at ${decision.decidedAt}: ${say(decision)}`);
  if (ofCase !== null) print(`  of case     ${ofCase}`);
  const { rule } = decision;
  print(`  decided by  ${rule.id} v${rule.version} of ${rule.pack} v${rule.packVersion}`);
  print(`  policy      ${decision.policyHash}`);
  print('  facts');
  for (const [name, value] of Object.entries(decision.facts))
    print(`    ${name.padEnd(20)} ${fact(name, value)}`);
  print('  resolved');
  for (const [name, value] of Object.entries(decision.resolved))
    print(`    ${name.padEnd(20)} ${fact(name, value)}`);
  print(`  replay      ${replay(decision)}`);
}

function say({ outcome, reason, until }: DecisionView): string {
  if (outcome === 'refuse') return `refused (${reason})`;
  return outcome === 'defer' ? `deferred until ${until}` : `allowed until ${until}`;
}

/** Instants are stored as milliseconds, which nobody reads. */
function fact(name: string, value: unknown): string {
  if (typeof value === 'number' && /^at$|At$/.test(name)) return new Date(value).toISOString();
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function replay({ replay: { result, decision }, policyHash }: ExplainedDecision): string {
  if (result === 'same') return 'the same';
  if (result === 'policy-unknown' || decision === null)
    return `not possible: no policy is kept under ${policyHash}`;
  return `DIFFERENT: ${say(decision)}, by ${decision.rule.id}. The record or a rule's code was changed since.`;
}
