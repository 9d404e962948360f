import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The subpath imports of package.json, leading to the sources instead of to dist/, in the form in which the
 * cruiser's resolver takes aliases. `$` makes a name stand for itself alone.
 */
function aliasesOf(folder, prefix) {
  return readdirSync(folder).map((name) => [`${prefix}${name}$`, join(folder, name, 'src/index.ts')]);
}

export default {
  resolve: {
    alias: Object.fromEntries([
      ...aliasesOf(join(process.cwd(), 'libs'), '#'),
      ...aliasesOf(join(process.cwd(), 'apps'), '#apps/'),
    ]),
  },
};
