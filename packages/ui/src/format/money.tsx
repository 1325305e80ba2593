import { classNames } from '../class-names.ts';

export type MoneyFormat = {
  currency: string;
  /** `unit` shows up to six decimals, for bids and unit prices; `compact` is for axes. */
  style?: 'amount' | 'unit' | 'compact' | undefined;
  locale?: string | undefined;
};

/** Formats integer micros exactly: the decimal string goes to Intl, never a rounded float. */
export function formatMoney(
  micros: number | bigint,
  { currency, style = 'amount', locale = 'en-US' }: MoneyFormat,
): string {
  const options: Intl.NumberFormatOptions = { style: 'currency', currency };
  if (style === 'unit') options.maximumFractionDigits = 6;
  if (style === 'compact') {
    options.notation = 'compact';
    options.maximumFractionDigits = 1;
    options.minimumFractionDigits = 0;
  }
  return new Intl.NumberFormat(locale, options).format(microsToDecimal(micros));
}

/** `1230000` becomes `"1.230000"`; throws on a fraction of a micro. */
export function microsToDecimal(micros: number | bigint): `${number}` {
  const value = BigInt(micros);
  const sign = value < 0n ? '-' : '';
  const digits = (value < 0n ? -value : value).toString().padStart(7, '0');
  return `${sign}${digits.slice(0, -6)}.${digits.slice(-6)}` as `${number}`;
}

/** Parses what a person types ("1,250.5") into micros; null when it is not an amount. */
export function parseMoney(text: string): number | null {
  const plain = text.replaceAll(/[\s,]/g, '').replace(/^[^\d.-]+/, '');
  const match = /^(-?)(\d*)(?:\.(\d{0,6}))?$/.exec(plain);
  if (!match || (!match[2] && !match[3])) return null;
  const micros = Number(`${match[2] || '0'}${(match[3] ?? '').padEnd(6, '0')}`);
  if (!Number.isSafeInteger(micros)) return null;
  return match[1] && micros !== 0 ? -micros : micros;
}

type MoneyProps = MoneyFormat & {
  micros: number | bigint | null | undefined;
  className?: string | undefined;
};

export function Money({ micros, className, ...format }: MoneyProps) {
  return (
    <span className={classNames('figures whitespace-nowrap', className)}>
      {micros === null || micros === undefined ? '–' : formatMoney(micros, format)}
    </span>
  );
}
