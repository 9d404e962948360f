import type { TemplateVariables } from '#domain';

/** What the worst cases are combined of; most texts read none of it, and would be filled the same many times over. */
type Choice = 'tone' | 'formOfAddress' | 'takesReplies';

/**
 * A text filled with every case, but for those in which it cannot differ: cases of one extreme that agree in all that
 * a filling read give the same text.
 */
export function* distinctFillings(
  fill: (variables: TemplateVariables) => string,
  cases: readonly TemplateVariables[],
): Generator<string> {
  const tried: { variables: TemplateVariables; read: ReadonlySet<Choice> }[] = [];
  for (const variables of cases) {
    if (tried.some((one) => isSame(one.variables, variables, one.read))) continue;
    const read = new Set<Choice>();
    const text = fill(watched(variables, read));
    tried.push({ variables, read });
    yield text;
  }
}

function isSame(a: TemplateVariables, b: TemplateVariables, read: ReadonlySet<Choice>): boolean {
  return a.case === b.case && [...read].every((choice) => valueOf(a, choice) === valueOf(b, choice));
}

function valueOf({ tone, debtor, creditor }: TemplateVariables, choice: Choice): unknown {
  return { tone, formOfAddress: debtor.formOfAddress, takesReplies: creditor.takesReplies }[choice];
}

/** The same variables, which note down what is read of them. */
function watched(variables: TemplateVariables, read: Set<Choice>): TemplateVariables {
  const noting = <Part extends object>(part: Part, choice: Choice & keyof Part): Part =>
    Object.defineProperty({ ...part }, choice, {
      enumerable: true,
      get: () => {
        read.add(choice);
        return part[choice];
      },
    });
  return noting(
    {
      ...variables,
      debtor: noting(variables.debtor, 'formOfAddress'),
      creditor: noting(variables.creditor, 'takesReplies'),
    },
    'tone',
  );
}
