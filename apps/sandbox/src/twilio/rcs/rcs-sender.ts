/** Agent that a Messaging Service picks when the request names none. */
export const RCS_POOL_SENDER = 'rcs:dunlin_sandbox_agent';

/** An RCS agent's address, `rcs:` and its id. */
export function isRcs(sender: string): boolean {
  return /^rcs:[A-Za-z0-9][\w.-]{0,99}$/.test(sender);
}

/** An agent's name as people may read it: its id without the channel and the underscores. */
export function agentName(sender: string): string {
  return sender
    .replace(/^rcs:/, '')
    .replace(/_agent$/, '')
    .replaceAll('_', ' ');
}

export function isMessagingService(sid: string): boolean {
  return /^MG[0-9a-f]{32}$/.test(sid);
}
