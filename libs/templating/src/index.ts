export { loadTemplates, readTemplates } from './loading/template-loader.js';
export { render, TemplateNotFoundError } from './render.js';
export type { RenderedMessage, RenderRequest } from './render.js';
export { demandsOverdue, entryKey, isTrueOf, statesLateFigures } from './template-set.js';
export type { TemplateEntry, TemplateFamily, TemplateSet } from './template-set.js';
export { REQUIRED_LANGUAGES } from './template-meta.schema.js';
export type { TemplateChannel, TemplateMeta } from './template-meta.schema.js';
export {
  addPicture,
  fillLinks,
  holdsLink,
  LINK_PLACEHOLDER,
  OPT_OUT_LINK_PLACEHOLDER,
  SAMPLE_LINKS,
  UNSUBSCRIBE_LINK_PLACEHOLDER,
} from './links.js';
export type { MessageLinks } from './links.js';
export type { ShownCard } from './card/card.js';
export { richTemplatesOf } from './card/rich-templates.js';
export { PICTURES } from './card/pictures.js';
export { messageJudge } from './judge/message-judge.js';
export type { JudgedBy } from './judge/message-judge.js';
export type { SpokenCalls } from './judge/asked-of-calls.js';
export { lintTemplates } from './lint/lint-templates.js';
export { formatFault, TemplateFaultsError } from './lint/fault.js';
export type { Fault, FaultCode, FaultSeverity } from './lint/fault.js';
export { preview } from './preview/preview.js';
export type { TemplatePreview } from './preview/preview.js';
export { sampleVariables } from './preview/sample.variables.js';
export { countSegments, measureSms } from './sms/segments.js';
export type { SmsSize } from './sms/segments.js';
export { loadSpokenWords, TemplateWords } from './speech/template-words.js';
export { TemplateLetterPress } from './letter/template-letter-press.js';
export { transliterate } from './sms/transliterate.js';
