import { code, table } from './markdown.js';

/** As much of a JSON Schema as the documents tell. */
export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly propertyNames?: JsonSchema;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly required?: readonly string[];
}

/** The fields of an object: name, kind, what is taken when it is left out, meaning. */
export function fieldTable({ properties = {}, required = [] }: JsonSchema): string {
  return table(
    ['field', 'kind', 'when left out', 'meaning'],
    Object.entries(properties).map(([name, field]) => [
      code(name),
      kindOf(field),
      required.includes(name)
        ? 'refused'
        : field.default === undefined
          ? '–'
          : code(JSON.stringify(field.default)),
      field.description ?? '',
    ]),
  );
}

function kindOf(field: JsonSchema): string {
  if (field.const !== undefined) return code(String(field.const));
  if (field.oneOf !== undefined) return 'steps, below';
  if (field.enum !== undefined) return field.enum.map((value) => code(String(value))).join(', ');
  if (field.anyOf !== undefined) return [...new Set(field.anyOf.map(kindOf))].join(' or ');
  if (field.type === 'array') return `list of ${field.items === undefined ? 'values' : kindOf(field.items)}`;
  if (field.properties !== undefined) return `{ ${Object.keys(field.properties).map(code).join(', ')} }`;
  if (typeof field.additionalProperties === 'object') {
    const by = field.propertyNames?.enum === undefined ? 'name' : 'channel';
    return `by ${by}: ${kindOf(field.additionalProperties)}`;
  }
  return [field.type ?? 'any'].flat().join(' or ');
}
