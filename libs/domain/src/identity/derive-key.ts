import { createHmac } from 'node:crypto';

/** What keys are derived for; one secret serves all, none reveals another. */
export type KeyPurpose =
  | 'person'
  | 'contact'
  | 'link.v1'
  | 'verp'
  | 'seal'
  | 'installation'
  | 'session'
  | 'payment-webhook'
  | 'email-webhook'
  | 'sandbox-payment-api';

/** The 32-byte key for one purpose, derived from the installation's secret. */
export function deriveKey(secret: string, purpose: KeyPurpose): Buffer {
  return createHmac('sha256', secret).update(`dunlin/${purpose}`).digest();
}
