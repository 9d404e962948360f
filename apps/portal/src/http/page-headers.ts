/** Where a form of the page may lead, beyond the portal itself. */
export interface PagePolicy {
  styleSource: string;
  /** Origins of the payment pages that a form's answer may redirect to. */
  formTargets: readonly string[];
}

/**
 * What goes with every page: never stored, never indexed, never framed, tells nobody where the visitor came from,
 * runs nothing.
 */
export function pageHeaders({ styleSource, formTargets }: PagePolicy): Record<string, string> {
  const policy = [
    `default-src 'none'`,
    `style-src ${styleSource}`,
    `img-src data:`,
    `form-action ${["'self'", ...formTargets].join(' ')}`,
    `frame-ancestors 'none'`,
    `base-uri 'none'`,
  ].join('; ');
  return { ...bareHeaders, 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy };
}

/** For answers without a page, redirections among them. */
export const bareHeaders: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex, nofollow, noarchive',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
};
