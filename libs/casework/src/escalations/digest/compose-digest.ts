import type { DigestContent, DigestName, DigestRecipient, InternalMail } from '#contracts';
import { type Calendar, DAY_MS, isoDateOf, localDay, localMinute } from '#domain';
import { DIGEST_WORDS, digestSections, lineOf, TOLD_ONE_BY_ONE } from './digest-words.js';

interface Section {
  title: string;
  lines: string[];
  more: string | null;
}

/**
 * The mail of an agent's day. It names cases by their numbers and leads nowhere: what agents work with is the house's own
 * tool, whose address nobody here knows.
 */
export function composeDigest(
  { agentId, day }: DigestName,
  recipient: DigestRecipient,
  content: DigestContent,
  calendar: Calendar,
): InternalMail {
  const localTime = (at: number): string => localTimeOf(calendar, recipient.zone, at);
  const told = digestSections.filter((section) => content[section].length > 0);
  const sections = told.map((section): Section => {
    const { title } = DIGEST_WORDS.sections[section];
    const all = content[section];
    const rest = all.length - TOLD_ONE_BY_ONE;
    return {
      title,
      lines: all.slice(0, TOLD_ONE_BY_ONE).map((line) => lineOf(line, localTime)),
      more: rest > 0 ? DIGEST_WORDS.more(rest) : null,
    };
  });
  const counts = told
    .map((section) => DIGEST_WORDS.sections[section].count(content[section].length))
    .join(', ');
  const head = [DIGEST_WORDS.greeting(recipient.name), DIGEST_WORDS.onDesk(content.onDesk)];
  return {
    id: `agent-digest-${agentId}-${day}`,
    to: recipient.email,
    subject: DIGEST_WORDS.subject(counts),
    text: asText(head, sections),
    html: asHtml(head, sections),
  };
}

/** `2026-01-14 12:00` on the agent's clock. */
function localTimeOf(calendar: Calendar, zone: string, at: number): string {
  const table = calendar.zone(zone, at);
  if (table === undefined) return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  const minute = new Date(localMinute(table, at) * (DAY_MS / 1_440)).toISOString().slice(11, 16);
  return `${isoDateOf(localDay(table, at))} ${minute}`;
}

function asText(head: string[], sections: Section[]): string {
  const parts = sections.map(({ title, lines, more }) =>
    [title, ...lines.map((line) => `- ${line}`), ...(more === null ? [] : [more])].join('\n'),
  );
  return `${[...head, '', parts.join('\n\n'), '', DIGEST_WORDS.find, DIGEST_WORDS.foot].join('\n')}\n`;
}

function asHtml(head: string[], sections: Section[]): string {
  const parts = sections.map(({ title, lines, more }) => {
    const items = lines.map((line) => `<li>${escaped(line)}</li>`);
    return `<h2>${escaped(title)}</h2>\n<ul>\n${items.join('\n')}\n</ul>${more === null ? '' : `\n<p>${escaped(more)}</p>`}`;
  });
  return `<!doctype html>
<html lang="en"><body style="font-family: sans-serif">
${head.map((line) => `<p>${escaped(line)}</p>`).join('\n')}
${parts.join('\n')}
<p>${escaped(DIGEST_WORDS.find)}</p>
<p><small>${escaped(DIGEST_WORDS.foot)}</small></p>
</body></html>
`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
}
