import { stages, tones, type TemplateVariables } from '#domain';

/** What the linter knows of one variable. */
export interface VariableFacts {
  /** May be absent: to be written only inside `{{#if}}`. */
  optional?: boolean;
  /** Tells who the debtor is: kept out of SMS and subject lines, which others may see. */
  personal?: boolean;
  /** Tells of a debt: kept out of subject lines. */
  disclosing?: boolean;
  /** The only values that it takes. */
  values?: readonly string[];
  /** Written by `{{#each}}`; its items have the variables that begin with its name. */
  list?: boolean;
  /** What the law adds to late invoices: only for families whose meta.yaml says `lateFigures`. */
  lateFigure?: boolean;
}

/** `case.balanceMinor` for each leaf of a type; `invoices` and `invoices.number` for a list. */
type LeafPath<T> = {
  [K in keyof T & string]-?: NonNullable<T[K]> extends readonly (infer Item)[]
    ? K | `${K}.${LeafPath<Item>}`
    : NonNullable<T[K]> extends object
      ? `${K}.${LeafPath<NonNullable<T[K]>>}`
      : K;
}[keyof T & string];

/** Every variable that a template may write. The type makes a new one in the domain a compile error here. */
const CATALOGUE: Record<LeafPath<TemplateVariables>, VariableFacts> = {
  'creditor.name': {},
  'creditor.phone': { optional: true },
  'creditor.email': { optional: true },
  'creditor.website': { optional: true },
  'creditor.legalFooter': { optional: true },
  'creditor.bankAccount': { optional: true },
  'creditor.address': { optional: true },
  'creditor.takesReplies': {},
  'creditor.creditBureau': { optional: true, disclosing: true },
  'debtor.name': { personal: true },
  'debtor.formOfAddress': { values: ['female', 'male', 'neutral'] },
  'case.ref': {},
  'case.title': { disclosing: true },
  'case.principalMinor': { disclosing: true },
  'case.interestMinor': { disclosing: true },
  'case.costsMinor': { disclosing: true },
  'case.paidMinor': { disclosing: true },
  'case.balanceMinor': { disclosing: true },
  'case.currency': {},
  'case.dueDate': { disclosing: true },
  'case.daysPastDue': { disclosing: true },
  'promise.amountMinor': { optional: true, disclosing: true },
  'promise.date': { optional: true, disclosing: true },
  'instalment.number': { disclosing: true },
  'instalment.of': { disclosing: true },
  'instalment.amountMinor': { disclosing: true },
  'instalment.date': { disclosing: true },
  'instalment.cureDate': { optional: true, disclosing: true },
  'together.count': { disclosing: true },
  'together.balanceMinor': { disclosing: true },
  'together.currency': {},
  cases: { list: true, disclosing: true },
  'cases.ref': {},
  'cases.title': { disclosing: true },
  'cases.balanceMinor': { disclosing: true },
  'cases.currency': {},
  'cases.dueDate': { disclosing: true },
  'cases.daysPastDue': { disclosing: true },
  'cases.stage': { values: stages },
  invoices: { list: true, disclosing: true },
  'invoices.number': { disclosing: true },
  'invoices.issuedDate': { optional: true, disclosing: true },
  'invoices.dueDate': { disclosing: true },
  'invoices.daysPastDue': { disclosing: true },
  'invoices.openMinor': { disclosing: true },
  'invoices.currency': {},
  'invoices.interestMinor': { disclosing: true, lateFigure: true },
  'invoices.compensationMinor': { disclosing: true, lateFigure: true },
  'invoices.compensationEuro': { disclosing: true, lateFigure: true },
  'late.known': { lateFigure: true },
  'late.openMinor': { disclosing: true },
  'late.overdueMinor': { disclosing: true },
  'late.notDueMinor': { disclosing: true },
  'late.interestMinor': { disclosing: true, lateFigure: true },
  'late.compensationMinor': { disclosing: true, lateFigure: true },
  'late.totalMinor': { disclosing: true, lateFigure: true },
  stage: { values: stages },
  tone: { values: tones },
  today: {},
};

export const VARIABLES: ReadonlyMap<string, VariableFacts> = new Map(Object.entries(CATALOGUE));

/** Groups that may be absent as a whole, such as `promise`: `{{#if promise}}` vouches for all that is in them. */
export const OPTIONAL_GROUPS: ReadonlySet<string> = new Set(
  [...VARIABLES.keys()]
    .map((name) => name.slice(0, Math.max(name.indexOf('.'), 0)))
    .filter((group) => group !== '' && membersOf(group).every(({ optional }) => optional)),
);

function membersOf(group: string): VariableFacts[] {
  return [...VARIABLES].filter(([name]) => name.startsWith(`${group}.`)).map(([, facts]) => facts);
}
