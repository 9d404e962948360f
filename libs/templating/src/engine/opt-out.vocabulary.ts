import type { Language } from '#domain';
import type { Vocabulary } from './vocabulary.js';

/** Where nobody can answer the sender, the page behind the link takes the stop. Each pair is about equally long. */
const WORDS: Record<Language, { reply: string; page: string }> = {
  pl: { reply: 'Bez SMS-ów: odpisz STOP', page: 'Bez SMS-ów: na stronie' },
  en: { reply: 'No texts: reply STOP', page: 'No texts: see page' },
  uk: { reply: 'Без SMS: відпишіть STOP', page: 'Без SMS: на сторінці' },
};

/** `{{stopTexts creditor.takesReplies}}`: how to get no further text messages, by the way that is open. */
export function optOutVocabulary(language: Language): Vocabulary {
  return {
    stopTexts: (takesReplies: boolean) => WORDS[language][takesReplies ? 'reply' : 'page'],
  };
}
