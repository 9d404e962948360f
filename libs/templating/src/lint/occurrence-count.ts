/** How often something is written, over every way through a template's conditions. */
export interface Occurrences {
  least: number;
  most: number;
}

/** Programs that `{{> name}}` stands for. */
export type PartialPrograms = ReadonlyMap<string, hbs.AST.Program>;

const NEVER: Occurrences = { least: 0, most: 0 };

/**
 * Counts a variable through all branches without filling anything: `least` 0 means that some debtor would
 * get a text without it.
 */
export function countOccurrences(
  program: hbs.AST.Program | undefined,
  name: string,
  partials: PartialPrograms = new Map(),
): Occurrences {
  let least = 0;
  let most = 0;
  for (const statement of program?.body ?? []) {
    const found = inStatement(statement, name, partials);
    least += found.least;
    most += found.most;
  }
  return { least, most };
}

function inStatement(statement: hbs.AST.Statement, name: string, partials: PartialPrograms): Occurrences {
  if (statement.type === 'MustacheStatement') {
    const count = mentions(statement as hbs.AST.MustacheStatement, name) ? 1 : 0;
    return { least: count, most: count };
  }
  if (statement.type === 'PartialStatement') {
    const { name: called } = statement as hbs.AST.PartialStatement;
    if (called.type !== 'PathExpression') return NEVER;
    return countOccurrences(partials.get((called as hbs.AST.PathExpression).original), name, partials);
  }
  if (statement.type !== 'BlockStatement') return NEVER;
  const block = statement as hbs.AST.BlockStatement;
  const then = countOccurrences(block.program, name, partials);
  const otherwise = countOccurrences(block.inverse, name, partials);
  // A list may be empty, and may be long.
  if ((block.path as hbs.AST.PathExpression).original === 'each')
    return { least: Math.min(0, otherwise.least), most: then.most > 0 ? Infinity : otherwise.most };
  return { least: Math.min(then.least, otherwise.least), most: Math.max(then.most, otherwise.most) };
}

/** `{{name}}` and `{{helper name …}}`. */
function mentions(call: hbs.AST.MustacheStatement | hbs.AST.SubExpression, name: string): boolean {
  if ((call.path as hbs.AST.PathExpression).original === name) return true;
  return call.params.some((param) => {
    if (param.type === 'SubExpression') return mentions(param as hbs.AST.SubExpression, name);
    return param.type === 'PathExpression' && (param as hbs.AST.PathExpression).original === name;
  });
}
