import type { DigestContent, DigestName, DigestRecipient, InternalMail } from '#contracts';
import { type Calendar, DAY_MS, isoDateOf, localDay, localMinute } from '#domain';
import { DIGEST_WORDS, digestSections, lineOf, TOLD_ONE_BY_ONE } from './digest-words.js';

export interface DigestSurroundings {
  calendar: Calendar;
  /** Base of the API's addresses, without a trailing slash. */
  baseUrl: string;
}

interface Section {
  title: string;
  lines: { text: string; url: string }[];
  more: string | null;
}

/** The mail of an agent's day. */
export function composeDigest(
  { agentId, day }: DigestName,
  recipient: DigestRecipient,
  content: DigestContent,
  { calendar, baseUrl }: DigestSurroundings,
): InternalMail {
  const localTime = (at: number): string => localTimeOf(calendar, recipient.zone, at);
  const told = digestSections.filter((section) => content[section].length > 0);
  const sections = told.map((section): Section => {
    const { title } = DIGEST_WORDS.sections[section];
    const all = content[section];
    const rest = all.length - TOLD_ONE_BY_ONE;
    return {
      title,
      lines: all.slice(0, TOLD_ONE_BY_ONE).map((line) => ({
        text: lineOf(line, localTime),
        url: `${baseUrl}/api/escalations/${line.escalationId}`,
      })),
      more: rest > 0 ? DIGEST_WORDS.more(rest) : null,
    };
  });
  const counts = told
    .map((section) => DIGEST_WORDS.sections[section].count(content[section].length))
    .join(', ');
  const head = [DIGEST_WORDS.greeting(recipient.name), DIGEST_WORDS.onDesk(content.onDesk)];
  const deskUrl = `${baseUrl}/api/escalations?agent=${encodeURIComponent(recipient.ref)}`;
  return {
    id: `agent-digest-${agentId}-${day}`,
    to: recipient.email,
    subject: DIGEST_WORDS.subject(counts),
    text: asText(head, sections, deskUrl),
    html: asHtml(head, sections, deskUrl),
  };
}

/** `2026-01-14 12:00` on the agent's clock. */
function localTimeOf(calendar: Calendar, zone: string, at: number): string {
  const table = calendar.zone(zone, at);
  if (table === undefined) return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  const minute = new Date(localMinute(table, at) * (DAY_MS / 1_440)).toISOString().slice(11, 16);
  return `${isoDateOf(localDay(table, at))} ${minute}`;
}

function asText(head: string[], sections: Section[], deskUrl: string): string {
  const parts = sections.map(({ title, lines, more }) =>
    [title, ...lines.map(({ text, url }) => `- ${text}\n  ${url}`), ...(more === null ? [] : [more])].join(
      '\n',
    ),
  );
  return `${[...head, '', parts.join('\n\n'), '', `${DIGEST_WORDS.all}\n${deskUrl}`, '', DIGEST_WORDS.foot].join('\n')}\n`;
}

function asHtml(head: string[], sections: Section[], deskUrl: string): string {
  const parts = sections.map(({ title, lines, more }) => {
    const items = lines.map(({ text, url }) => `<li><a href="${escaped(url)}">${escaped(text)}</a></li>`);
    return `<h2>${escaped(title)}</h2>\n<ul>\n${items.join('\n')}\n</ul>${more === null ? '' : `\n<p>${escaped(more)}</p>`}`;
  });
  return `<!doctype html>
<html lang="en"><body style="font-family: sans-serif">
${head.map((line) => `<p>${escaped(line)}</p>`).join('\n')}
${parts.join('\n')}
<p>${escaped(DIGEST_WORDS.all)} <a href="${escaped(deskUrl)}">${escaped(deskUrl)}</a></p>
<p><small>${escaped(DIGEST_WORDS.foot)}</small></p>
</body></html>
`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
}
