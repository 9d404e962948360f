import type { Command } from 'commander';
import type { DecisionView, ExplainedDecision, ExplanationView } from '#contracts';
import { PgDecisionBook } from '#persistence';
import type { Print, WithInstallation } from './register-command.js';

const EXIT_REPLAYED = 0;
/** There is no such message, or a decision does not come out as it was recorded. */
const EXIT_NOT_REPLAYED = 1;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** `dunlin explain --message <id>`: why a message went out, waits or did not, and whether that still holds. */
export function registerExplain(program: Command, withInstallation: WithInstallation, print: Print): void {
  program
    .command('explain')
    .description('tell why a message went out, waits or did not; decide again from the recorded facts')
    .requiredOption('--message <id>', 'id of the message')
    .action(async ({ message }: { message: string }) => {
      if (!UUID.test(message)) {
        print("--message takes the id of a message, such as 019b-… from a case's timeline.");
        process.exitCode = EXIT_NOT_REPLAYED;
        return;
      }
      process.exitCode = await withInstallation(async ({ db }) =>
        reportExplanation(await new PgDecisionBook(db).explain(message), print),
      );
    });
}

/** Prints each decision with what it rested on; gives the exit code. */
export function reportExplanation(explanation: ExplanationView | null, print: Print): number {
  if (explanation === null) {
    print('There is no such message.');
    return EXIT_NOT_REPLAYED;
  }
  const { messageId, purpose, family, status, statusReason, caseIds, decisions } = explanation;
  print(
    `Message ${messageId}: ${purpose}, ${family}, ${status}${statusReason === null ? '' : ` (${statusReason})`}.`,
  );
  print(`  about ${caseIds.length === 1 ? 'case' : 'cases'} ${caseIds.join(', ')}`);
  if (decisions.length === 0) print('The contact policy has not been asked about it yet.');
  decisions.forEach((decision, position) => reportDecision(decision, position + 1, print));
  return decisions.every(({ replay }) => replay.result === 'same') ? EXIT_REPLAYED : EXIT_NOT_REPLAYED;
}

function reportDecision(decision: ExplainedDecision, position: number, print: Print): void {
  print('');
  print(`Decision ${position}, leg ${decision.legNo}, at ${decision.decidedAt}: ${say(decision)}`);
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
