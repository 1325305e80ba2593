/**
 * Money is an integer number of micros (millionths) of a currency, in a plain number:
 * safe integers reach nine billion units, and bigint would triple the cost of an auction.
 */
export const MICROS_PER_UNIT = 1_000_000;

/** `value` itself when it is a safe integer. @throws RangeError otherwise, naming `what`. */
export function assertMicros(value: number, what = 'amount'): number {
  if (!Number.isSafeInteger(value)) {
    throw new RangeError(`${what} must be a whole number of micros, got ${value}`);
  }
  return value;
}

/** Micros of a decimal amount such as "12.50"; at most six decimals. @throws RangeError when malformed. */
export function microsFromDecimal(amount: string): number {
  const match = /^(-?)(\d{1,9})(?:\.(\d{1,6}))?$/.exec(amount.trim());
  if (!match) throw new RangeError(`not an amount of money: ${JSON.stringify(amount)}`);
  const [, sign, units = '0', fraction = ''] = match;
  const micros = Number(units) * MICROS_PER_UNIT + Number(fraction.padEnd(6, '0'));
  return assertMicros(sign ? -micros : micros);
}

/** The exact decimal of `micros`, without currency: 12500000 -> "12.5". */
export function decimalFromMicros(micros: number): string {
  assertMicros(micros);
  const sign = micros < 0 ? '-' : '';
  const abs = Math.abs(micros);
  const fraction = String(abs % MICROS_PER_UNIT)
    .padStart(6, '0')
    .replace(/0+$/, '');
  return `${sign}${Math.floor(abs / MICROS_PER_UNIT)}${fraction ? `.${fraction}` : ''}`;
}
