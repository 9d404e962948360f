import { fieldTable, type JsonSchema } from './field-table.js';
import { code } from './markdown.js';

/** Every field of a campaign file, and of each type of step. */
export function campaignReference(schema: JsonSchema): string {
  const steps = schema.properties?.steps?.items;
  const types = steps?.oneOf ?? steps?.anyOf ?? [];
  return [
    '### A campaign',
    '',
    fieldTable(schema),
    '',
    '### An audience',
    '',
    'The same conditions, but for the currency, serve `staysWhile` and the `if` of a branch.',
    '',
    fieldTable(schema.properties?.audience ?? {}),
    ...types.flatMap((type) => [
      '',
      `### Step ${code(nameOf(type))}`,
      '',
      type.description ?? '',
      '',
      fieldTable(withoutType(type)),
    ]),
  ].join('\n');
}

function nameOf({ properties }: JsonSchema): string {
  return String(properties?.type?.const ?? properties?.type?.enum?.[0] ?? '');
}

function withoutType(schema: JsonSchema): JsonSchema {
  const { type: _type, ...properties } = schema.properties ?? {};
  return { ...schema, properties };
}
