import { decodeEntities } from '../../inbox/links.js';

/** A choice of a field, and what the page already chose. */
export interface FormField {
  readonly name: string;
  readonly type: string;
  readonly value: string;
  readonly checked: boolean;
  readonly attributes: Readonly<Record<string, string>>;
}

export interface PageForm {
  /** What the form does, from its `data-action`. */
  readonly purpose: string;
  readonly method: 'GET' | 'POST';
  /** Absolute address that it is sent to. */
  readonly target: string;
  readonly fields: readonly FormField[];
  readonly attributes: Readonly<Record<string, string>>;
}

type Attributes = Record<string, string>;

/** The forms of a server-rendered page. Markup inside comments, scripts and templates is not looked at. */
export function formsOf(page: string, address: string): PageForm[] {
  const visible = page.replace(/<!--[\s\S]*?-->|<(script|template|style)\b[\s\S]*?<\/\1\s*>/gi, '');
  return Array.from(
    visible.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form\s*>/gi),
    ([, open = '', inside = '']) => {
      const attributes = attributesOf(open);
      return {
        purpose: attributes['data-action'] ?? '',
        method: attributes['method']?.toUpperCase() === 'POST' ? 'POST' : 'GET',
        target: new URL(attributes['action'] || address, address).href,
        fields: fieldsOf(inside),
        attributes,
      };
    },
  );
}

/**
 * What a browser would send: every field with its present value, of radios and boxes only the checked, changed by
 * what the person fills in. A field that the form does not have is not sent.
 */
export function fillIn(form: PageForm, wishes: Readonly<Record<string, string>>): URLSearchParams {
  const sent = new URLSearchParams();
  for (const { name, type, value, checked } of form.fields) {
    const wish = wishes[name];
    if (type === 'submit') {
      if (wish === value) sent.set(name, value);
    } else if (type === 'radio') {
      if (wish === undefined ? checked : wish === value) sent.set(name, value);
    } else if (type === 'checkbox') {
      if (wish === undefined ? checked : wish === value) sent.append(name, value);
    } else {
      sent.set(name, wish ?? value);
    }
  }
  return sent;
}

function fieldsOf(inside: string): FormField[] {
  const fields: FormField[] = [];
  const markup =
    /<(input|button)\b([^>]*)>|<select\b([^>]*)>([\s\S]*?)<\/select\s*>|<textarea\b([^>]*)>([\s\S]*?)<\/textarea/gi;
  for (const [, tag, plain, select, options, area, text] of inside.matchAll(markup)) {
    const attributes = attributesOf(plain ?? select ?? area ?? '');
    const name = attributes['name'];
    if (!name || 'disabled' in attributes) continue;
    const type = tag?.toLowerCase() === 'button' ? 'submit' : (attributes['type'] ?? 'text').toLowerCase();
    const value =
      options === undefined ? (attributes['value'] ?? decodeEntities(text ?? '')) : chosen(options);
    fields.push({
      name,
      type,
      value: value || (type === 'checkbox' || type === 'radio' ? 'on' : ''),
      checked: 'checked' in attributes,
      attributes,
    });
  }
  return fields;
}

function chosen(options: string): string {
  const all = Array.from(options.matchAll(/<option\b([^>]*)>/gi), ([, open = '']) => attributesOf(open));
  const option = all.find((one) => 'selected' in one) ?? all[0];
  return option?.['value'] ?? '';
}

function attributesOf(open: string): Attributes {
  const found: Attributes = {};
  for (const [, name = '', double, single, bare] of open.matchAll(
    /([^\s=/>"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g,
  )) {
    found[name.toLowerCase()] = decodeEntities(double ?? single ?? bare ?? '');
  }
  return found;
}
