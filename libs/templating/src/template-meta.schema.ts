import { channels, familySubjects, languages, stages } from '#domain';
import { z } from 'zod';

/** Every family is written in all of them: a debtor must never get a language by accident. */
export const REQUIRED_LANGUAGES = languages;

const language = z.enum(REQUIRED_LANGUAGES);

/** Channels that a family can speak; `CHANNEL_PARTS` names the files of each. */
export const templateChannel = z.enum(channels);

/** `meta.yaml`, beside the languages of a family. */
export const templateMetaSchema = z.strictObject({
  /** The folder's name, as campaigns refer to it. */
  family: z.string().regex(/^[a-z][a-z0-9-]*$/),
  /** The authors' own count; what was sent is told by the content hash. */
  version: z.int().positive(),
  /** Only `collection` messages must carry the link and the opt-out notice, and are subject to caps. */
  purpose: z.enum(['collection', 'requested', 'statutory']),
  /** What it speaks of, which says who may send it. */
  about: z.enum(familySubjects).default('case'),
  channels: z.array(templateChannel).nonempty(),
  /** Stages of a case that the wording is true for; empty for messages that any stage may send. */
  stages: z.array(z.enum(stages)),
  description: z.string().min(1),
  /** Variables that each e-mail of the family must state, in its HTML and in its text alternative. */
  mustState: z.array(z.string()).default([]),
  /** A formal demand for payment, of which policy packs may ask that it names certain things. */
  formalDemand: z.boolean().default(false),
  /** Of the channel `voice`: the dialogue under `dialogues/` that a call follows. */
  dialogue: z
    .string()
    .regex(/^[a-z][a-z0-9-]*$/)
    .optional(),
  /** States statutory interest and compensation: not sent where those are not known for certain. */
  lateFigures: z.boolean().default(false),
  sms: z
    .strictObject({
      /** Most segments that the longest message may take, by language. */
      maxSegments: z.record(language, z.int().min(1).max(6)),
      /** Write Polish letters in ASCII, which keeps a message in GSM-7. */
      transliterate: z.boolean(),
    })
    .optional(),
});

export type TemplateMeta = z.infer<typeof templateMetaSchema>;
export type TemplateChannel = z.infer<typeof templateChannel>;
