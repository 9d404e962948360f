import type { ContentAction } from './content.schema.js';
import type { Content } from './content-store.js';

/**
 * A template as the Content API shows it: dates ISO 8601 in machine time, absent fields as null.
 * @param base address of the Content resource
 */
export function contentResource(content: Content, accountSid: string, base: string): Record<string, unknown> {
  const { sid, friendlyName, language, variables, createdAt } = content;
  const created = isoSecond(createdAt);
  const url = `${base}/${sid}`;
  return {
    account_sid: accountSid,
    date_created: created,
    date_updated: created,
    friendly_name: friendlyName,
    language,
    links: {
      approval_create: `${url}/ApprovalRequests/whatsapp`,
      approval_fetch: `${url}/ApprovalRequests`,
    },
    sid,
    types: typesOf(content),
    url,
    variables,
  };
}

/**
 * Whether somebody approved of a template. RCS asks nobody; WhatsApp would, and nothing is ever submitted to it here.
 * @param base address of the Content resource
 */
export function approvalResource(
  { sid }: Content,
  accountSid: string,
  base: string,
): Record<string, unknown> {
  return {
    account_sid: accountSid,
    sid,
    url: `${base}/${sid}/ApprovalRequests`,
    whatsapp: { type: 'whatsapp', name: '', category: '', status: 'unsubmitted', rejection_reason: '' },
  };
}

function typesOf({ types }: Content): Record<string, unknown> {
  const card = types['twilio/card'];
  if (!card) return types;
  const { title = null, subtitle = null, body = null, media, orientation, actions } = card;
  return {
    ...types,
    'twilio/card': { title, subtitle, body, media, orientation, actions: actions.map(actionOf) },
  };
}

function actionOf(action: ContentAction, index: number): Record<string, unknown> {
  return { ...action, id: action.id ?? null, index };
}

function isoSecond(instant: number): string {
  return `${new Date(instant).toISOString().slice(0, 19)}Z`;
}
