import type { TemplatePart, TemplateSource } from '../../template-set.js';
import { faultIn, type LintRule } from '../lint-rule.js';
import { namesIn } from '../template-walk.js';
import { VARIABLES } from '../variable-catalogue.js';

/**
 * Interest and compensation are not always known. A family that writes them says so in its meta.yaml, by which its
 * messages are held back where they are not; elsewhere they would be written as nothing.
 */
export const lateFiguresRule: LintRule = (entry, { meta }) => {
  if (meta.lateFigures) return [];
  return entry.parts.flatMap((part) =>
    sourcesUsed(part).flatMap(({ file, program }) =>
      (program ? namesIn(program).uses : [])
        .filter(({ name }) => VARIABLES.get(name)?.lateFigure)
        .map((use) =>
          faultIn(
            file,
            'late-figures',
            `${use.name} is not always known; write "lateFigures: true" in meta.yaml`,
            use,
          ),
        ),
    ),
  );
};

/** The part's own file and what it includes; of shared texts, which all stand by, only those that it names. */
function sourcesUsed(part: TemplatePart): TemplateSource[] {
  const [own, ...shared] = part.sources;
  if (own?.program === undefined || part.medium !== 'text') return [...part.sources];
  const named = new Set(namesIn(own.program).partials.map(({ name }) => name));
  return [own, ...shared.filter(({ file }) => named.has(/([^/]+)\.txt\.hbs$/.exec(file)?.[1] ?? ''))];
}
