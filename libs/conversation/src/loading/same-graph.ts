import type { Dialogue } from '../dialogue.schema.js';

/** Where two languages of a dialogue differ in anything but what is said; null where they do not. */
export function differenceOf(one: Dialogue, other: Dialogue): string | null {
  const left = structureOf(one);
  const right = structureOf(other);
  const paths = [...new Set([...left.keys(), ...right.keys()])];
  return paths.find((path) => left.get(path) !== right.get(path)) ?? null;
}

/** All that is not said, by its path. */
function structureOf(dialogue: Dialogue): Map<string, string> {
  const found = new Map<string, string>();
  const walk = (value: unknown, path: string): void => {
    if (typeof value !== 'object' || value === null) {
      found.set(path, JSON.stringify(value));
      return;
    }
    for (const [key, child] of Object.entries(value)) {
      // That a text is there belongs to the structure; what it says does not.
      if (key === 'say') found.set(`${path}.say`, 'said');
      else if (key !== 'language' || path !== '') walk(child, path === '' ? key : `${path}.${key}`);
    }
  };
  walk(dialogue, '');
  return found;
}
