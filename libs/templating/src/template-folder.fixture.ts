import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

const EMAIL = (language: string): string => `<mjml lang="${language}">
  <mj-body><mj-section><mj-column>
    <mj-text>{{creditor.name}}: {{money case.balanceMinor case.currency}}</mj-text>
    <mj-button href="{{link}}">OK</mj-button>
    <mj-text><a href="{{unsubscribeLink}}">stop</a></mj-text>
  </mj-column></mj-section></mj-body>
</mjml>`;

const META = `family: nudge
version: 1
description: The smallest family that is fit to be sent.
purpose: collection
channels: [sms, email]
stages: [early]
sms:
  maxSegments: { pl: 1, en: 1, uk: 2 }
  transliterate: true
`;

const NO_WORDING =
  'forbidden: { pl: [], en: [], uk: [] }\nsubjects: { pl: [], en: [], uk: [] }\nshorteners: []\n';

/** The files of a template folder without faults, by path. */
function soundFolder(): Map<string, string> {
  const files = new Map([
    ['_rules/wording.yaml', NO_WORDING],
    ['nudge/meta.yaml', META],
  ]);
  for (const language of ['pl', 'en', 'uk']) {
    files.set(`nudge/${language}/sms.hbs`, '{{case.ref}}: {{link}} {{stopTexts creditor.takesReplies}}');
    files.set(`nudge/${language}/email.subject.hbs`, '{{creditor.name}}');
    files.set(`nudge/${language}/email.mjml`, EMAIL(language));
    files.set(`nudge/${language}/email.txt.hbs`, '{{creditor.name}}\n{{link}}\n{{unsubscribeLink}}');
  }
  return files;
}

const made: string[] = [];

/** Writes the sound folder with some files replaced, or left out where the value is null. */
export async function templateFolder(changes: Record<string, string | null> = {}): Promise<string> {
  const dir = await mkdtemp(path.join(tmpdir(), 'templates-'));
  made.push(dir);
  const files = new Map<string, string | null>([...soundFolder(), ...Object.entries(changes)]);
  for (const [file, text] of files) {
    if (text === null) continue;
    await mkdir(path.dirname(path.join(dir, file)), { recursive: true });
    await writeFile(path.join(dir, file), text);
  }
  return dir;
}

export async function removeTemplateFolders(): Promise<void> {
  for (const dir of made.splice(0)) await rm(dir, { recursive: true, force: true });
}
