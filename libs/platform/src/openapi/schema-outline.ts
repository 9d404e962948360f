interface Schema {
  $ref?: string;
  type?: string;
  format?: string;
  nullable?: boolean;
  enum?: unknown[];
  properties?: Record<string, Schema>;
  additionalProperties?: Schema | boolean;
  required?: string[];
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
}

/** A JSON schema told briefly, as a person would note it down: `{ id: uuid, status: "open" | "closed", note?: string }`. */
export function schemaOutline(schema: Schema, indent = ''): string {
  const outline = bare(schema, indent);
  return schema.nullable ? `${outline} | null` : outline;
}

function bare(schema: Schema, indent: string): string {
  if (schema.$ref) return schema.$ref.split('/').at(-1) ?? 'any';
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return choices.map((choice) => schemaOutline(choice, indent)).join(' | ');
  if (schema.allOf) return schema.allOf.map((part) => schemaOutline(part, indent)).join(' & ');
  if (schema.type === 'array') return `[${schema.items ? schemaOutline(schema.items, indent) : 'any'}, …]`;
  if (schema.type === 'object') return object(schema, indent);
  return schema.format ?? schema.type ?? 'any';
}

function object({ properties, required = [], additionalProperties }: Schema, indent: string): string {
  if (!properties) {
    return typeof additionalProperties === 'object'
      ? `{ <any name>: ${schemaOutline(additionalProperties, indent)} }`
      : 'object';
  }
  const deeper = `${indent}  `;
  const lines = Object.entries(properties).map(
    ([name, schema]) =>
      `${deeper}${name}${required.includes(name) ? '' : '?'}: ${schemaOutline(schema, deeper)}`,
  );
  return lines.length === 0 ? '{}' : `{\n${lines.join('\n')}\n${indent}}`;
}
