import { z } from 'zod';
import { agentOfFile, voiceSettingsSchema } from '#contracts';
import { debtComponents, isLanguage } from '#domain';

const ref = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._/-]{0,63}$/, 'letters, digits, dots, hyphens and slashes only');
const country = z.string().regex(/^[A-Z]{2}$/, 'a country is two capital letters, such as PL');
const text = z.string().trim().min(1).max(500);
const language = z.string().refine(isLanguage, 'a language is pl, en or uk');
const words = z.partialRecord(z.enum(['pl', 'en', 'uk']), text);

const portfolio = z.strictObject({
  ref,
  name: text,
  country: country.optional().describe("The creditor's, unless given."),
  zone: text.optional().describe("IANA zone; the creditor's, unless given."),
  language: language.default('pl'),
  policyPacks: z.array(text).min(1),
  minimumBalanceMinor: z.int().min(0).default(0).describe('Minor units; balances below are not collected.'),
});

const settings = z.looseObject({
  escalation: z
    .strictObject({
      passings: z
        .int()
        .min(1)
        .max(10)
        .optional()
        .describe('How often unclaimed work passes on before a lead gets it; 2 unless given.'),
    })
    .optional(),
  voice: voiceSettingsSchema.optional(),
  accountManager: ref
    .optional()
    .describe('Agent who is mailed by steps of the type notify; without one nobody is.'),
});

const creditor = z.strictObject({
  ref,
  name: text,
  country,
  zone: text.describe('IANA zone in which its days and schedules are counted.'),
  phone: text.optional(),
  email: z.email().optional(),
  website: z.url().optional(),
  address: text.optional(),
  bankAccount: z
    .string()
    .transform((account) => account.replace(/\s/g, ''))
    .pipe(z.string().regex(/^[A-Z]{2}\d{2}[A-Z0-9]{10,30}$/, 'a bank account is an IBAN'))
    .optional(),
  legalFooter: words
    .default({})
    .describe('The foot of mails by language, name and address included; without it they end in those two.'),
  brand: z.record(z.string(), text).default({}),
  smsSender: z
    .string()
    .regex(
      /^(\+[1-9]\d{6,14}|MG[0-9a-f]{32}|(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11})$/,
      'a number, up to 11 letters, digits and spaces, or the SID of a messaging service',
    )
    .optional()
    .describe('Whom text messages come from; the beginning of the name, unless given.'),
  rcsSender: z
    .string()
    .regex(
      /^(rcs:[A-Za-z0-9_-]{1,100}|MG[0-9a-f]{32})$/,
      'an RCS sender, such as rcs:acme, or the SID of a messaging service that has one',
    )
    .optional()
    .describe(
      'Whom RCS messages come from; without it none are sent, and their steps go on to the next channel.',
    ),
  mailFrom: z.email().optional(),
  creditBureau: text
    .optional()
    .describe(
      'The bureau that debts are reported to, with its seat. Leave out where none is meant: no text then warns of one.',
    ),
  allocationOrder: z
    .array(z.enum(debtComponents))
    .length(3)
    .refine((order) => new Set(order).size === 3, 'name costs, interest and principal once each')
    .default(['costs', 'interest', 'principal']),
  escalationCron: text.default('0 8,12,16 * * 1-5'),
  settings: settings.default({}),
  portfolios: z.array(portfolio).min(1),
});

/** A description of creditors with their portfolios, and of the agents who work for them. */
export const creditorsFileSchema = z.strictObject({
  creditors: z.array(creditor).min(1),
  agents: z.array(agentOfFile).default([]),
});

export type CreditorsFile = z.infer<typeof creditorsFileSchema>;
