/** A place in a source file, both from 1. */
export interface Place {
  line: number;
  column: number;
}

/** A variable or helper named in a template. */
export interface NameUse extends Place {
  /** As written: `case.balanceMinor`, `money`. */
  name: string;
  /** Called with arguments, so it can only be a helper. */
  called: boolean;
  /** Literal arguments of a call, and its variables, in order. */
  args: readonly (string | number | boolean | VariableName | undefined)[];
  /** Variables that an enclosing `{{#if}}` has found present. */
  guards: readonly string[];
  /** The condition of a block rather than something written out. */
  condition: boolean;
}

export interface VariableName {
  variable: string;
}

/** What a walk over one parsed template finds. */
export interface TemplateNames {
  uses: NameUse[];
  /** `{{{x}}}` and `{{&x}}`. */
  unescaped: NameUse[];
  /** Names of `{{> partial}}`. */
  partials: NameUse[];
}

/**
 * Lists every name that a template uses, with the conditions under which it does.
 * @param present variables that are there whenever the template is filled
 */
export function namesIn(program: hbs.AST.Program, present: readonly string[] = []): TemplateNames {
  const names: TemplateNames = { uses: [], unescaped: [], partials: [] };
  walkProgram(program, { guards: present, item: null }, names);
  return names;
}

/** What surrounds a statement. */
interface Surroundings {
  /** Variables that an enclosing `{{#if}}` has found present. */
  readonly guards: readonly string[];
  /** The list whose item an enclosing `{{#each}}` writes; null outside of any. */
  readonly item: string | null;
}

/** The full name of a variable: inside `{{#each invoices}}`, `number` is `invoices.number`, `../today` is `today`. */
function fullName(name: string, item: string | null): string {
  if (item === null) return name;
  return name.startsWith('../') ? name.slice('../'.length) : `${item}.${name}`;
}

function walkProgram(program: hbs.AST.Program | undefined, around: Surroundings, names: TemplateNames): void {
  for (const statement of program?.body ?? []) walkStatement(statement, around, names);
}

function walkStatement(statement: hbs.AST.Statement, around: Surroundings, names: TemplateNames): void {
  const { guards } = around;
  if (isA<hbs.AST.MustacheStatement>(statement, 'MustacheStatement')) {
    const use = walkCall(statement, around, false, names);
    if (use && !statement.escaped) names.unescaped.push(use);
  } else if (isA<hbs.AST.BlockStatement>(statement, 'BlockStatement')) {
    walkBlock(statement, around, names);
  } else if (isA<hbs.AST.PartialStatement>(statement, 'PartialStatement')) {
    const name = isA<hbs.AST.PathExpression>(statement.name, 'PathExpression')
      ? statement.name.original
      : '(computed)';
    names.partials.push({ ...placeOf(statement), name, called: false, args: [], guards, condition: false });
  } else if (statement.type !== 'ContentStatement' && statement.type !== 'CommentStatement') {
    names.uses.push({
      ...placeOf(statement),
      name: statement.type,
      called: true,
      args: [],
      guards,
      condition: false,
    });
  }
}

function walkBlock(block: hbs.AST.BlockStatement, around: Surroundings, names: TemplateNames): void {
  walkCall(block, around, true, names);
  const [condition] = block.params;
  if (block.path.original === 'each') {
    const list =
      condition && isA<hbs.AST.PathExpression>(condition, 'PathExpression') ? condition.original : '';
    walkProgram(block.program, { ...around, item: fullName(list, around.item) }, names);
    return walkProgram(block.inverse, around, names);
  }
  const known = condition ? guardOf(condition).map((name) => fullName(name, around.item)) : [];
  const found = block.path.original === 'if' ? known : [];
  const missing = block.path.original === 'unless' ? known : [];
  walkProgram(block.program, { ...around, guards: [...around.guards, ...found] }, names);
  walkProgram(block.inverse, { ...around, guards: [...around.guards, ...missing] }, names);
}

function walkCall(
  call: hbs.AST.MustacheStatement | hbs.AST.BlockStatement | hbs.AST.SubExpression,
  around: Surroundings,
  condition: boolean,
  names: TemplateNames,
): NameUse | undefined {
  const { guards, item } = around;
  if (!isA<hbs.AST.PathExpression>(call.path, 'PathExpression')) return undefined;
  const params = [...call.params, ...(call.hash?.pairs ?? []).map((pair) => pair.value)];
  const use: NameUse = {
    ...placeOf(call),
    name: params.length > 0 ? call.path.original : fullName(call.path.original, item),
    called: params.length > 0,
    args: params.map((param) => argumentOf(param, item)),
    guards,
    condition,
  };
  names.uses.push(use);
  for (const param of params) {
    if (isA<hbs.AST.SubExpression>(param, 'SubExpression')) walkCall(param, around, condition, names);
    else if (isA<hbs.AST.PathExpression>(param, 'PathExpression')) {
      names.uses.push({
        ...placeOf(param),
        name: fullName(param.original, item),
        called: false,
        args: [],
        guards,
        condition,
      });
    }
  }
  return use;
}

/** `{{#if x}}` and `{{#if (helper x)}}` both vouch for x inside the block. */
function guardOf(condition: hbs.AST.Expression): string[] {
  if (isA<hbs.AST.PathExpression>(condition, 'PathExpression')) return [condition.original];
  if (isA<hbs.AST.SubExpression>(condition, 'SubExpression')) return condition.params.flatMap(guardOf);
  return [];
}

function argumentOf(param: hbs.AST.Expression, item: string | null): NameUse['args'][number] {
  if (isA<hbs.AST.StringLiteral>(param, 'StringLiteral')) return param.value;
  if (isA<hbs.AST.NumberLiteral>(param, 'NumberLiteral')) return param.value;
  if (isA<hbs.AST.BooleanLiteral>(param, 'BooleanLiteral')) return param.value;
  if (isA<hbs.AST.PathExpression>(param, 'PathExpression'))
    return { variable: fullName(param.original, item) };
  return undefined;
}

function placeOf(node: hbs.AST.Node): Place {
  return { line: node.loc.start.line, column: node.loc.start.column + 1 };
}

function isA<N extends hbs.AST.Node>(node: hbs.AST.Node, type: string): node is N {
  return node.type === type;
}
