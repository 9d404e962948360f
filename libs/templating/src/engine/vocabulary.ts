import type Handlebars from 'handlebars';

/** Helpers by the name that templates call them by. */
export type Vocabulary = Record<string, Handlebars.HelperDelegate>;
