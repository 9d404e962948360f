/**
 * Fields that hold personal data. Nothing of ours logs them (I8); they are blanked as a second line of defence,
 * wherever they stand in a logged object down to three levels.
 */
const PERSONAL_FIELDS = [
  'to',
  'from',
  'body',
  'html',
  'subject',
  'email',
  'mail',
  'phone',
  'number',
  'name',
  'firstName',
  'lastName',
  'address',
  'pesel',
  'nip',
  'birthDate',
  'postcode',
  'link',
  'token',
  'password',
  'authToken',
  'apiKey',
  'secret',
  'authorization',
  'cookie',
] as const;

export const REDACTED_PATHS: readonly string[] = PERSONAL_FIELDS.flatMap((field) => [
  field,
  `*.${field}`,
  `*.*.${field}`,
]);

const SCRUBBED: ReadonlyArray<readonly [RegExp, string]> = [
  [/\b[a-z][a-z0-9+.-]*:\/\/\S+/gi, '<url>'],
  [/[^\s@"'<>(]+@[^\s@"'<>)]+/g, '<email>'],
  [/"[^"\n]*"/g, '"…"'],
  [/'[^'\n]*'/g, "'…'"],
  [/\+?\d[\d\s()-]{5,}\d/g, '<number>'],
];

/** A message of somebody else's making, such as a driver's, without the values that it may quote. */
export function scrub(text: string): string {
  return SCRUBBED.reduce((scrubbed, [pattern, replacement]) => scrubbed.replace(pattern, replacement), text);
}
