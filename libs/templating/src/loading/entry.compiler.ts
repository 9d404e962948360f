import type { Language, TemplateVariables } from '#domain';
import { compileCard, type CardPicture } from '../card/card.compiler.js';
import { CardSource } from '../card/card-source.js';
import { PICTURES } from '../card/pictures.js';
import { TemplateEngine, parseTemplate, type Partials } from '../engine/engine.js';
import { finisherOf } from '../engine/finish.js';
import type { Fault } from '../lint/fault.js';
import type { TemplateChannel, TemplateMeta } from '../template-meta.schema.js';
import {
  CHANNEL_PARTS,
  type Medium,
  type PartSpec,
  type TemplateEntry,
  type TemplatePart,
  type TemplateSource,
} from '../template-set.js';
import { contentHash } from './content-hash.js';
import { compileMjml, withIncludes } from './mjml.compiler.js';
import type { SourceReader } from './source-reader.js';

/** Files of one language that every text of it may put in with `{{> name}}`. */
export type SharedTexts = ReadonlyMap<string, TemplateSource>;

/** Compiles the files of one channel in one language; what cannot be compiled becomes a fault. */
export class EntryCompiler {
  readonly faults: Fault[] = [];
  private readonly engines = new Map<Medium, TemplateEngine>();

  constructor(
    private readonly reader: SourceReader,
    private readonly language: Language,
    private readonly shared: SharedTexts,
  ) {}

  async entry(meta: TemplateMeta, channel: TemplateChannel): Promise<TemplateEntry> {
    const parts: TemplatePart[] = [];
    for (const spec of CHANNEL_PARTS[channel]) {
      const part = await this.part(meta, spec);
      if (part) parts.push(part);
    }
    const texts = parts.flatMap((part) => part.sources).map((source) => `${source.file}\n${source.text}`);
    const hash = contentHash([...texts, JSON.stringify(channel === 'sms' ? (meta.sms ?? null) : null)]);
    const place = `${meta.family}/${this.language}/${channel}`;
    const card = parts[0]?.card?.templates[0];
    if (card) return { family: meta.family, language: this.language, channel, version: card.version, parts };
    return { family: meta.family, language: this.language, channel, version: `${place}@${hash}`, parts };
  }

  private async part(meta: TemplateMeta, spec: PartSpec): Promise<TemplatePart | undefined> {
    const file = `${meta.family}/${this.language}/${spec.file}`;
    if (spec.medium === 'card') return this.cardPart(meta, spec, file);
    const source = await this.reader.source(file);
    if (!source) return this.missing(file, `${spec.file} is missing`);
    if (!source.program) return { ...spec, sources: [source] };
    return spec.medium === 'html' ? this.htmlPart(spec, source) : this.textPart(meta, spec, source);
  }

  private async cardPart(
    meta: TemplateMeta,
    spec: PartSpec,
    file: string,
  ): Promise<TemplatePart | undefined> {
    const text = await this.reader.text(file);
    if (text === undefined) return this.missing(file, `${spec.file} is missing`);
    const source = new CardSource(text, file);
    this.faults.push(...source.faults);
    const { definition } = source;
    if (!definition) return { ...spec, sources: [{ file, text }] };
    const card = compileCard(definition, {
      place: `${meta.family}/${this.language}/rcs`,
      language: this.language,
      engine: this.engine(spec.medium),
      picture: definition.picture === undefined ? null : await this.picture(definition.picture, file),
    });
    return { ...spec, ...source.lintSources(), card, fill: (variables) => card.fill(variables).text };
  }

  private async picture(name: string, file: string): Promise<CardPicture | null> {
    const bytes = await this.reader.bytes(`${PICTURES.folder}/${name}`);
    if (!bytes) this.missing(file, `there is no picture ${name} in ${PICTURES.folder}`);
    return bytes ? { path: `${PICTURES.path}/${name}`, hash: contentHash([bytes.toString('base64')]) } : null;
  }

  private missing(file: string, message: string): undefined {
    this.faults.push({ code: 'part-missing', severity: 'error', file, message });
  }

  private textPart(meta: TemplateMeta, spec: PartSpec, source: TemplateSource): TemplatePart {
    const partials = spec.medium === 'text' ? [...this.shared.values()] : [];
    const ascii = spec.medium === 'sms' && meta.sms?.transliterate === true;
    return this.compiled(spec, [source, ...partials], source.text, ascii);
  }

  private async htmlPart(spec: PartSpec, source: TemplateSource): Promise<TemplatePart> {
    const sources = await withIncludes(this.reader, source);
    const { html, faults } = await compileMjml(this.reader.dir, sources);
    this.faults.push(...faults);
    if (faults.length > 0 || sources.some((each) => !each.program)) return { ...spec, sources };
    return this.compiled(spec, sources, html, false);
  }

  private compiled(
    spec: PartSpec,
    sources: TemplateSource[],
    body: string,
    asciiOnly: boolean,
  ): TemplatePart {
    const program = parseTemplate(body);
    const template = this.engine(spec.medium).compile(program);
    const finish = finisherOf(spec.medium, asciiOnly);
    const fill = (variables: TemplateVariables): string => finish(template(variables));
    return { ...spec, sources, body, program, fill };
  }

  private engine(medium: Medium): TemplateEngine {
    const known = this.engines.get(medium);
    if (known) return known;
    const partials: Partials = {};
    if (medium === 'text') for (const [name, source] of this.shared) partials[name] = source.text;
    const engine = new TemplateEngine(this.language, medium, partials);
    this.engines.set(medium, engine);
    return engine;
  }
}
