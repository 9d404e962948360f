import {
  campaignCalendar,
  chooseLanguage,
  daysPastDue,
  isoDateOf,
  type Language,
  languages,
  personalise,
  type Stage,
  stageOf,
  takesReplies,
  type TemplateVariables,
  type Tone,
} from '#domain';
import type { LateRates } from '#domain';
import type { AgreedWords, MessageToRender } from '#persistence';
import { businessVariables, creditBureauOf } from './business-variables.js';

/** Written when a debtor's language is none of the product's. */
const FALLBACK: Language = 'en';

export interface Personalised {
  language: Language;
  variables: TemplateVariables;
}

/** The language that a message is written in. */
function languageOf({ language }: Pick<MessageToRender, 'language'>): Language {
  return chooseLanguage(language, languages, FALLBACK);
}

/** What the templates may write of a message at business instant now, in the language chosen for the debtor. */
export function templateVariables(
  message: MessageToRender,
  now: number,
  rates: LateRates,
  agreed?: AgreedWords,
): Personalised {
  const { portfolio } = message;
  const day = isoDateOf(campaignCalendar.localDay(now, message.debtor_zone ?? portfolio.zone));
  const dpd = daysPastDue(message.due_date, day);
  const language = languageOf(message);
  const stage = stageOf(message.stage as Stage | null, dpd);
  const { tone, formOfAddress } = personalise(
    { kind: message.kind, language: message.language, gender: message.gender },
    {
      stage,
      languages,
      fallbackLanguage: FALLBACK,
      tone: message.tone as Tone | null,
    },
  );
  const variables: TemplateVariables = {
    creditor: {
      name: portfolio.creditor_name,
      phone: portfolio.phone,
      email: portfolio.email,
      website: portfolio.website,
      legalFooter: portfolio.legal_footer[language] ?? null,
      bankAccount: portfolio.bank_account,
      address: portfolio.address,
      creditBureau: creditBureauOf(message),
      takesReplies: takesReplies(portfolio.sms_sender),
    },
    debtor: { name: nameOf(message), formOfAddress },
    case: {
      ref: message.case_ref,
      title: message.title,
      principalMinor: message.principal_minor,
      interestMinor: message.interest_minor,
      costsMinor: message.costs_minor,
      paidMinor: message.paid_minor,
      balanceMinor: message.balance_minor,
      currency: message.currency,
      dueDate: message.due_date,
      daysPastDue: dpd,
    },
    promise: agreed?.promise,
    instalment: agreed?.instalment,
    ...(message.said !== null && severalOf(message.said, day)),
    ...businessVariables(message, day, rates),
    stage,
    tone,
    today: day,
  };
  return { language, variables };
}

/** In one currency: the audience of a campaign is. */
function severalOf(
  said: NonNullable<MessageToRender['said']>,
  day: string,
): Pick<TemplateVariables, 'together' | 'cases'> {
  return {
    together: {
      count: said.length,
      balanceMinor: said.reduce((sum, { balance_minor: balance }) => sum + balance, 0),
      currency: said[0]?.currency ?? '',
    },
    cases: said.map((each) => {
      const dpd = daysPastDue(each.due_date, day);
      return {
        ref: each.case_ref,
        title: each.title,
        balanceMinor: each.balance_minor,
        currency: each.currency,
        dueDate: each.due_date,
        daysPastDue: dpd,
        stage: stageOf(each.stage as Stage | null, dpd),
      };
    }),
  };
}

function nameOf(message: MessageToRender): string {
  if (message.kind === 'business') return message.company_name ?? '';
  return [message.first_name, message.last_name].filter(Boolean).join(' ');
}
