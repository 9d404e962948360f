/**
 * Reads `field=column` pairs as field to the file's own name for it, for those whose files name columns in ways that
 * the aliases do not know; or tells the first that is none.
 */
export function parseMapping<Field extends string>(
  pairs: readonly string[],
  fields: readonly Field[],
): { mapping: Partial<Record<Field, string>> } | { fault: string } {
  const mapping: Partial<Record<Field, string>> = {};
  for (const pair of pairs) {
    const [field, ...column] = pair.split('=');
    if (!fields.includes(field as Field) || column.join('=') === '')
      return { fault: `"${pair}" is not understood; write field=column with one of: ${fields.join(', ')}` };
    mapping[field as Field] = column.join('=');
  }
  return { mapping };
}
