const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Markup that is safe to put into a page as it is. */
export class SafeHtml {
  constructor(readonly markup: string) {}

  toString(): string {
    return this.markup;
  }
}

type Content = SafeHtml | string | number | null | undefined | false | readonly Content[];

/** Template of markup; everything put into it is escaped unless it is markup itself. */
export function html(parts: TemplateStringsArray, ...contents: Content[]): SafeHtml {
  return new SafeHtml(parts.reduce((page, part, index) => page + render(contents[index - 1]) + part));
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
}

function render(content: Content): string {
  if (content === null || content === undefined || content === false) return '';
  if (content instanceof SafeHtml) return content.markup;
  if (typeof content === 'string') return escapeHtml(content);
  if (typeof content === 'number') return String(content);
  return content.map(render).join('');
}
