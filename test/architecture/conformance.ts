import type { Source } from './sources.js';

const CHANNELS = 'libs/channels/src/';

/** What serves as what, by the class that it extends or the signature that it checks, and the suite it has to pass. */
const OBLIGATIONS: readonly { what: string; mark: RegExp; suite: string }[] = [
  { what: 'adapter', mark: /class \w+ extends ChannelAdapter\b/, suite: 'describeChannelAdapter' },
  { what: 'payment provider', mark: /class \w+ extends PaymentProvider\b/, suite: 'describePaymentProvider' },
  { what: 'sender of webhooks', mark: /class \w+ extends WebhookSender\b/, suite: 'describeWebhookSender' },
  {
    what: 'reader of webhooks',
    mark: /\bis(SignedBy\w+|TimedSignature)\(\s*this\b/,
    suite: 'describeWebhooks',
  },
];

/** What in libs/channels has not been held against the suite that all of its kind pass; one line each. */
export function unproved(sources: readonly Source[]): string[] {
  const channels = sources.filter(({ path }) => path.startsWith(CHANNELS));
  const code = channels.filter(({ path }) => !/\.spec\.ts$/.test(path));
  const textOf = (path: string): string => channels.find((source) => source.path === path)?.text ?? '';
  const faults = code.flatMap(({ path, text }) =>
    OBLIGATIONS.filter(({ mark, suite }) => {
      const spec = textOf(path.replace(/\.ts$/, '.spec.ts'));
      return mark.test(text) && !new RegExp(`^${suite}\\(`, 'm').test(spec);
    }).map(({ what, suite }) => `${path}: ${what} whose spec does not call ${suite}`),
  );
  return [...faults, ...idleFolders(code), ...unlistedClasses(code, textOf(`${CHANNELS}registry.ts`))];
}

/** A folder of libs/channels is a provider's, so something in it is held against a suite. */
function idleFolders(code: readonly Source[]): string[] {
  const folderOf = ({ path }: Source): string =>
    path.slice(CHANNELS.length).split('/').slice(0, -1).join('/');
  const serving = code.filter(({ text }) => OBLIGATIONS.some(({ mark }) => mark.test(text)));
  const busy = new Set(serving.map(folderOf));
  const folders = new Set(code.map(folderOf).filter((folder) => folder !== ''));
  return [...folders].filter((folder) => !busy.has(folder)).map((folder) => `${folder}/: serves nothing`);
}

/** What nobody can choose is not served; what is served was found above. */
function unlistedClasses(code: readonly Source[], registry: string): string[] {
  return code.flatMap(({ path, text }) =>
    [...text.matchAll(/class (\w+) extends (?:ChannelAdapter|PaymentProvider)\b/g)]
      .filter(([, name]) => !registry.includes(`new ${name}(`))
      .map(([, name]) => `${path}: ${name} is not in registry.ts`),
  );
}
