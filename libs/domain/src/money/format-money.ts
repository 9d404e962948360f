import type { Language } from './language.js';
import { MINOR_PER_MAJOR, requireMinor, type Currency } from './money.js';

export interface MoneyFormat {
  /**
   * `no-break` (the default) keeps an amount on one line. `plain` is for plain text. `ungrouped` is for SMS, where a
   * single no-break space would force the whole text into UCS-2 and more than double its segments, and a plain one
   * among the digits would break the number over two lines: `1234,50 zł`.
   */
  readonly spaces?: 'no-break' | 'plain' | 'ungrouped';
}

interface AmountStyle {
  readonly group: string;
  readonly decimal: string;
  readonly currency: 'before' | 'after';
  /** How the language writes its own currencies; others keep their ISO code. */
  readonly symbols: Partial<Record<Currency, string>>;
}

const STYLES: Readonly<Record<Language, AmountStyle>> = {
  pl: { group: ' ', decimal: ',', currency: 'after', symbols: { PLN: 'zł' } },
  en: { group: ',', decimal: '.', currency: 'before', symbols: {} },
  uk: { group: ' ', decimal: ',', currency: 'after', symbols: { PLN: 'zł', UAH: 'грн' } },
};

/**
 * An amount as the language writes it: `1 234,50 zł`, `PLN 1,234.50`, `1 234,50 грн`. Always two decimals,
 * and thousands grouped, so that no amount can be misread.
 * @param minor minor currency units
 * @throws RangeError when the amount is not a whole number
 */
export function formatMoney(
  minor: number,
  currency: Currency,
  language: Language,
  { spaces = 'no-break' }: MoneyFormat = {},
): string {
  const style = STYLES[language];
  const group = spaces === 'ungrouped' && style.group === ' ' ? '' : style.group;
  const amount = formatAmount(minor, { ...style, group });
  const unit = style.symbols[currency] ?? currency;
  const text = style.currency === 'before' ? `${unit} ${amount}` : `${amount} ${unit}`;
  return spaces === 'no-break' ? text.replaceAll(' ', '\u00a0') : text;
}

function formatAmount(minor: number, { group, decimal }: AmountStyle): string {
  const absolute = Math.abs(requireMinor(minor));
  const major = String(Math.floor(absolute / MINOR_PER_MAJOR)).replace(/\B(?=(\d{3})+$)/g, group);
  const rest = String(absolute % MINOR_PER_MAJOR).padStart(2, '0');
  return `${minor < 0 ? '-' : ''}${major}${decimal}${rest}`;
}
