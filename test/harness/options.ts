import { parseArgs } from 'node:util';

/**
 * The options of a program, each `--name value`. An unknown one, or `--help`, ends it with the usage: a mistyped option
 * must not start work of many minutes.
 */
export function readOptions<Name extends string>(
  usage: string,
  names: readonly Name[],
): Partial<Record<Name, string>> {
  try {
    const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
    const { values } = parseArgs({ options: { ...options, help: { type: 'boolean' } } });
    if (values.help === true) throw new Error('');
    return values as Partial<Record<Name, string>>;
  } catch (error) {
    console.error([(error as Error).message, `Usage: ${usage}`].filter(Boolean).join('\n'));
    process.exit(2);
  }
}
