/** The services and the composition root, as the architecture lays them out. */
export const APPS = [
  'console',
  'dunlin',
  'personaliser',
  'portal',
  'sandbox',
  'scheduler',
  'sender',
  'tracker',
] as const;

/** The libraries, as the architecture lays them out. */
export const LIBS = [
  'casework',
  'channels',
  'contracts',
  'conversation',
  'domain',
  'persistence',
  'platform',
  'queueing',
  'templating',
  'testing',
] as const;

/** The folders of test/: what needs the world, by the kind of question that is asked. */
export const TEST_FOLDERS = [
  'architecture',
  'bench',
  'browser',
  'chaos',
  'harness',
  'integration',
  'setup',
  'story',
] as const;

/** The languages that every debtor can be written to in. */
export const LANGUAGES = ['en', 'pl', 'uk'] as const;
