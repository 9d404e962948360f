import type { FaultPath, KnownThings } from '../step-type.js';
import type { PathFault } from './fault.js';
import { field, type OutlineStep } from './outline.js';

/** Texts about invoices in a campaign that is not for businesses alone: consumers have none, and would get nothing. */
export function invoiceFaults(
  outline: readonly OutlineStep[],
  kind: unknown,
  families: KnownThings['templateFamilies'],
): PathFault[] {
  if (kind === 'business') return [];
  return outline.flatMap(({ step, index }) =>
    (step === null ? [] : templatesOf(step)).flatMap(({ path, template }) => {
      if (typeof template !== 'string' || families?.get(template)?.about !== 'invoices') return [];
      const message = `"${template}" speaks of invoices; it goes with "audience: { kind: business }"`;
      return [{ path: ['steps', index, ...path], message }];
    }),
  );
}

function templatesOf(step: unknown): { path: FaultPath; template: unknown }[] {
  const variants = field(step, 'variants');
  return [
    { path: ['template'], template: field(step, 'template') },
    ...(Array.isArray(variants) ? variants : []).map((variant: unknown, at) => ({
      path: ['variants', at, 'template'],
      template: field(variant, 'template'),
    })),
  ];
}
