import type { LiveCampaign } from '#contracts';
import { parseCampaign } from '#domain';
import type { PortfolioGaps } from '#persistence';
import { fault, type Finding, warning, well } from './finding.js';

const LISTED = 5;

/** What creditors and agents lack, and whether somebody serves the queues that live campaigns escalate to. */
export function lookAtPortfolio(
  gaps: PortfolioGaps,
  live: readonly LiveCampaign[],
  covered: ReadonlySet<string>,
): Finding[] {
  if (gaps.creditors === 0) {
    return [warning('creditors', 'none yet', 'Bring them with dunlin import … --creditors.')];
  }
  return [
    well('creditors', String(gaps.creditors)),
    ...lacking(gaps.withoutBankAccount, 'a bank account', 'Their debtors cannot pay by transfer'),
    ...lacking(
      gaps.withoutSmsSender,
      'an SMS sender',
      'Their texts carry their name, which not every country lets through',
    ),
    ...lacking(gaps.withoutMailFrom, 'a sender of mails', 'Their mails come from MAIL_FROM'),
    ...queues(gaps, live, covered),
  ];
}

function lacking(refs: readonly string[], what: string, therefore: string): Finding[] {
  if (refs.length === 0) return [];
  const names = refs.slice(0, LISTED).join(', ') + (refs.length > LISTED ? ', …' : '');
  return [
    warning(
      `creditors without ${what}`,
      names,
      `${therefore}: add it to creditors.yaml, and import them again.`,
    ),
  ];
}

function queues(gaps: PortfolioGaps, live: readonly LiveCampaign[], covered: ReadonlySet<string>): Finding[] {
  const named = new Set(live.flatMap(({ source }) => queuesOf(source)));
  // Cases that no rule could decide, and debtors who ask for a person, come whatever a campaign says.
  const uncovered = [...named].filter((queue) => !covered.has(queue)).sort();
  const waiting = gaps.uncoveredQueues.filter((queue) => !uncovered.includes(queue));
  const remedy = 'Give them to an active agent: dunlin agents add.';
  const found = [
    ...uncovered.map((queue) =>
      fault(`queue ${queue}`, 'a live campaign escalates to it, and no active agent has it', remedy),
    ),
    ...waiting.map((queue) =>
      fault(`queue ${queue}`, 'escalations wait in it, and no active agent has it', remedy),
    ),
  ];
  return found.length > 0 ? found : [well('agents', `${gaps.activeAgents} active, no queue without one`)];
}

function queuesOf(source: string): string[] {
  const parsed = parseCampaign(source, 'published version');
  if ('faults' in parsed) return [];
  return parsed.campaign.steps.flatMap((step) => (step.type === 'escalate' ? [step.queue] : []));
}

/** Live campaigns that this release cannot read; their cases wait. */
export function lookAtLiveCampaigns(live: readonly LiveCampaign[]): Finding[] {
  const broken = live.filter(({ source }) => 'faults' in parseCampaign(source, 'published version'));
  if (broken.length === 0) return [well('live campaigns', String(live.length))];
  return broken.map(({ versionId }) =>
    fault(
      `campaign version ${versionId}`,
      'cannot be run by this release; its cases wait',
      'Mend the file, and launch it under its key.',
    ),
  );
}
