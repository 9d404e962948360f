import { z } from 'zod';
import { currencies } from '../money/money.js';
import { readYaml } from '../cadence/parsing/read-yaml.js';

const priceSchema = z.strictObject({
  price: z.number().min(0).describe('In whole units of the currency.'),
  per: z.enum(['segment', 'message', 'minute']),
  source: z.string().min(1),
  mark: z.string().regex(/^[VKL](\/[VKL])*$/, 'V, K or L, or several joined by slashes'),
});

/** What contacts cost, for simulations and reports. */
export const priceListSchema = z
  .strictObject({
    currency: z.enum(currencies),
    sms: priceSchema,
    email: priceSchema,
    rcs: priceSchema,
    voice: priceSchema,
    callMinutes: z.number().positive().describe('What a call is taken to last.'),
  })
  .describe('Prices of contacts.');
export type PriceList = z.infer<typeof priceListSchema>;

/** Reads a price list; every fault is named at once with its line and column. */
export function parsePriceList(yamlText: string, fileName: string): ReturnType<typeof read> {
  return read(yamlText, fileName);
}

const read = (text: string, file: string) => readYaml(text, file, priceListSchema);
