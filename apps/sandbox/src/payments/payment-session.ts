import { z } from 'zod';

const webAddress = z.url({ protocol: /^https?$/ });

/** What is asked for when a payment page is opened. Amounts are in minor units of the currency. */
export const newSessionSchema = z.object({
  amount_minor: z.int().positive(),
  currency: z.string().regex(/^[A-Z]{3}$/),
  /** The caller's own key of the payment; comes back in the webhook. */
  reference: z.string().min(1).max(200),
  /** Language of the page's amount; BCP 47. */
  language: z
    .string()
    .regex(/^[a-z]{2}(-[A-Z]{2})?$/)
    .default('pl'),
  description: z.string().max(500).default(''),
  success_url: webAddress,
  cancel_url: webAddress,
  webhook_url: webAddress.optional(),
});

export type NewSession = z.output<typeof newSessionSchema>;

export interface PaymentSession extends NewSession {
  readonly id: string;
  readonly createdAt: number;
  status: 'open' | 'paid' | 'cancelled';
  /** Business instant of payment. */
  paidAt: number | null;
}
