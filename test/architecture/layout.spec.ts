import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { APPS, LANGUAGES, LIBS, TEST_FOLDERS } from './layout.js';
import { foldersBelow, foldersIn, ROOT } from './sources.js';

/** Folders that everything would end up in. */
const CATCH_ALLS = /^(utils?|commons?|helpers?|misc|lib)$/;

function json<T>(file: string): T {
  return JSON.parse(readFileSync(join(ROOT, file), 'utf8')) as T;
}

function missing(files: readonly string[]): string[] {
  return files.filter((file) => !existsSync(join(ROOT, file)));
}

describe('the layout of the repository', () => {
  it('has the apps of the architecture, each with the program that starts it alone', () => {
    expect(foldersIn('apps')).toEqual([...APPS]);
    expect(missing(APPS.map((app) => `apps/${app}/src/main.ts`))).toEqual([]);
  });

  it('starts the services in the image as npm start does', () => {
    const { flags } = json<{ flags: Record<string, string> }>('apps/dunlin/node-flags.json');
    const command = /^CMD (\[.*\])$/m.exec(readFileSync(join(ROOT, 'Dockerfile'), 'utf8'))?.[1] ?? '[]';
    expect(JSON.parse(command)).toEqual(['node', ...Object.keys(flags), 'dist/apps/dunlin/src/main.js']);
  });

  it('gives apps/dunlin the root module of each service', () => {
    const services = APPS.filter((app) => app !== 'dunlin');
    expect(missing(services.map((app) => `apps/${app}/src/index.ts`))).toEqual([]);
  });

  it('has no library that the architecture does not name, and each shows itself by its index', () => {
    const libs = foldersIn('libs');
    expect(libs.filter((name) => !(LIBS as readonly string[]).includes(name))).toEqual([]);
    expect(missing(libs.map((lib) => `libs/${lib}/src/index.ts`))).toEqual([]);
  });

  it('gives each library and the apps a name to be imported by', () => {
    const { imports } = json<{ imports: Record<string, string> }>('package.json');
    const expected = LIBS.map((lib) => [`#${lib}`, `./dist/libs/${lib}/src/index.js`]);
    expect(imports).toEqual({ ...Object.fromEntries(expected), '#apps/*': './dist/apps/*/src/index.js' });
  });

  it('lists each app in nest-cli.json', () => {
    const { projects } = json<{ projects: Record<string, { root: string }> }>('nest-cli.json');
    const listed = Object.entries(projects).map(([name, { root }]) => `${name} in ${root}`);
    expect(listed.sort()).toEqual(APPS.map((app) => `${app} in apps/${app}`));
  });

  it('keeps what needs the world in the folders of test/ that the architecture names', () => {
    expect(foldersIn('test').filter((name) => !(TEST_FOLDERS as readonly string[]).includes(name))).toEqual(
      [],
    );
  });

  it('has no folder that everything ends up in', () => {
    const names = ['libs', 'apps', 'test'].flatMap(foldersBelow);
    expect(CATCH_ALLS.test('utils') && CATCH_ALLS.test('helpers')).toBe(true);
    expect(names.filter((path) => CATCH_ALLS.test(path.slice(path.lastIndexOf('/') + 1)))).toEqual([]);
  });
});

describe('the templates', () => {
  const families = foldersIn('templates').filter(
    (name) => !name.startsWith('_') && name !== 'dialogues' && name !== 'letters',
  );

  it('are of five families at least, each described in its meta.yaml', () => {
    expect(families.length).toBeGreaterThanOrEqual(5);
    expect(missing(families.map((family) => `templates/${family}/meta.yaml`))).toEqual([]);
  });

  it.each(families)('of %s exist in every language, with the same files in each', (family) => {
    expect(foldersIn(`templates/${family}`)).toEqual([...LANGUAGES]);
    const [first, ...others] = LANGUAGES.map((language) =>
      readdirSync(join(ROOT, 'templates', family, language)).sort(),
    );
    expect(first?.some((file) => file === 'sms.hbs' || file === 'email.mjml')).toBe(true);
    for (const files of others) expect(files).toEqual(first);
  });
});
