/**
 * Words and phrases by which people end or query messages. Written as people write them; they are compared
 * without case, diacritics and punctuation.
 *
 * Sources: revocation words of 47 CFR 64.1200(a)(10) (stop, quit, end, revoke, opt out, cancel, unsubscribe)
 * and CTIA; Polish and Ukrainian usage (K). "Any reasonable wording" (12 CFR 1006.6(e)) is why whole phrases
 * stand here beside the key words.
 */
export const OPT_OUT_PHRASES: readonly string[] = [
  // English
  'stop',
  'stopall',
  'stop all',
  'quit',
  'end',
  'revoke',
  'opt out',
  'optout',
  'opt-out',
  'cancel',
  'unsubscribe',
  'remove me',
  'stop texting',
  'stop texting me',
  'stop messaging me',
  'stop contacting me',
  'stop sending me messages',
  'stop sending messages',
  'do not text me',
  "don't text me",
  'do not contact me',
  "don't contact me",
  'no more messages',
  'no more texts',
  'leave me alone',
  // Polish
  'koniec',
  'wypisz',
  'wypisz mnie',
  'wypisuję się',
  'wypisać',
  'rezygnuję',
  'rezygnacja',
  'anuluj',
  'usuń mnie',
  'usuń mój numer',
  'nie chcę wiadomości',
  'nie chcę smsów',
  'nie chcę sms',
  'nie chcę otrzymywać wiadomości',
  'nie chcę więcej wiadomości',
  'nie życzę sobie wiadomości',
  'nie życzę sobie kontaktu',
  'nie pisać',
  'nie pisz',
  'nie piszcie',
  'nie kontaktujcie się',
  'nie kontaktować się',
  'przestań pisać',
  'przestańcie pisać',
  'przestańcie',
  'dość',
  'cofam zgodę',
  'wycofuję zgodę',
  // Ukrainian
  'стоп',
  'зупинити',
  'зупиніть',
  'кінець',
  'досить',
  'відписатися',
  'відпишіть',
  'відпишіть мене',
  'скасувати',
  'відмовляюся',
  'відмова',
  'не пишіть',
  'не пишіть мені',
  'не надсилайте',
  'не турбуйте',
  'видаліть мій номер',
  'відкликаю згоду',
];

/**
 * By which people say that the number is not the debtor's (K): it is forgotten, and nobody is told anything. What
 * may as well deny the debt ("it is not mine", "to pomyłka", "це помилка") is left to a human.
 */
export const WRONG_PARTY_PHRASES: readonly string[] = [
  // English
  'wrong number',
  'wrong person',
  'you have the wrong number',
  'you have the wrong person',
  // Polish
  'pomyłkowy numer',
  'zły numer',
  'to zły numer',
  'to nie ten numer',
  'nie ten numer',
  'nie znam tej osoby',
  'nie znam takiej osoby',
  // Ukrainian
  'не той номер',
  'це не той номер',
  'ви помилились номером',
  'не знаю цієї людини',
];

/** Of a wrong number as well as of a wrong demand: they say nothing alone, and take nothing from what stands beside them. */
export const MISTAKE_PHRASES: readonly string[] = [
  'pomyłka',
  'to pomyłka',
  'ви помилилися',
  'mistake',
  'помилка',
];

export const HELP_PHRASES: readonly string[] = [
  'help',
  'info',
  'pomoc',
  'pomocy',
  'informacja',
  'kto pisze',
  'kto to',
  'допомога',
  'допоможіть',
  'інфо',
  'хто це',
];

/** Courtesies and objects that change nothing about a phrase beside them: "proszę stop", "stop sms". */
export const FILLER_WORDS: readonly string[] = [
  'please',
  'pls',
  'now',
  'thanks',
  'thank you',
  'sms',
  'smsy',
  'smsów',
  'messages',
  'texts',
  'proszę',
  'prosze',
  'dziękuję',
  'dzięki',
  'już',
  'więcej',
  'do mnie',
  'mi',
  'wiadomości',
  'wiadomościom',
  'ze mną',
  'прошу',
  'будь ласка',
  'дякую',
  'більше',
  'мені',
  'смс',
  'повідомлення',
];
