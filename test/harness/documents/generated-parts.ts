import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { campaignJsonSchema, contactRules, questionJsonSchema } from '#domain';
import { readPolicyPacks } from '#persistence';
import { campaignReference } from './campaign-reference.js';
import { fieldTable, type JsonSchema } from './field-table.js';
import { packSection } from './pack-section.js';
import { ruleTable } from './rule-table.js';

/** Documents with parts that are written by the code they describe. */
const DOCUMENTS = ['docs/manager.md', 'docs/policy.md'];

const PART = /(<!-- generated: ([a-z-]+) -->)[^]*?(<!-- end -->)/g;

export interface Document {
  readonly path: string;
  readonly written: string;
  /** What it should be. */
  readonly wanted: string;
}

/** Each document as it is, and as it should be. */
export async function documents(project: string): Promise<Document[]> {
  const parts = await generatedParts(project);
  return Promise.all(
    DOCUMENTS.map(async (path) => {
      const written = await readFile(join(project, path), 'utf8');
      const wanted = written.replace(PART, (_all, opens: string, name: string, closes: string) => {
        const part = parts[name];
        if (part === undefined) throw new Error(`${path}: nothing generates "${name}"`);
        return `${opens}\n\n${part}\n\n${closes}`;
      });
      return { path, written, wanted };
    }),
  );
}

async function generatedParts(project: string): Promise<Readonly<Record<string, string>>> {
  const packs = await readPolicyPacks(join(project, 'campaigns', 'policies'));
  return {
    packs: packs.map(packSection).join('\n\n'),
    rules: ruleTable(contactRules),
    campaign: campaignReference(campaignJsonSchema() as JsonSchema),
    question: fieldTable(questionJsonSchema() as JsonSchema),
  };
}
