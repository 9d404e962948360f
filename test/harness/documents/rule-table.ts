import { z } from 'zod';
import type { ContactRule } from '#domain';
import { code, table } from './markdown.js';

/** Every rule that a pack may name, with what it may be told. */
export function ruleTable(rules: readonly ContactRule[]): string {
  return table(
    ['rule', 'what it does', 'parameters'],
    rules.map(({ id, meaning, parameters }) => [code(id), meaning, parameterNames(parameters)]),
  );
}

function parameterNames(schema: z.ZodType): string {
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: 'input' });
  const names = Object.keys(properties).map((name) =>
    required.includes(name) ? code(name) : `${code(name)} (may be left out)`,
  );
  return names.length === 0 ? '–' : names.join(', ');
}
