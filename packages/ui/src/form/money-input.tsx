'use client';

import { useState } from 'react';
import { microsToDecimal, parseMoney } from '../format/money.tsx';
import { Input } from './input.tsx';

type MoneyInputProps = {
  currency: string;
  /** Null while the text is no amount. */
  micros: number | null;
  onMicrosChange: (micros: number | null) => void;
  suffix?: string | undefined;
  placeholder?: string | undefined;
  disabled?: boolean | undefined;
  'aria-label'?: string | undefined;
};

/** Types an amount, hands out micros. The text stays as typed until the amount changes from outside. */
export function MoneyInput({ currency, micros, onMicrosChange, ...props }: MoneyInputProps) {
  const [text, setText] = useState(() => textOf(micros));
  const shown = parseMoney(text) === micros ? text : textOf(micros);
  return (
    <Input
      {...props}
      inputMode="decimal"
      autoComplete="off"
      prefix={currencySign(currency)}
      value={micros === null ? text : shown}
      onChange={(event) => {
        setText(event.target.value);
        onMicrosChange(parseMoney(event.target.value));
      }}
    />
  );
}

/** At least the cents, more where there are any: "12.50", "0.0035". */
function textOf(micros: number | null): string {
  if (micros === null) return '';
  return microsToDecimal(micros).replace(/(\.\d{2}\d*?)0+$/, '$1');
}

function currencySign(currency: string): string {
  const parts = new Intl.NumberFormat('en-US', { style: 'currency', currency }).formatToParts(0);
  return parts.find((part) => part.type === 'currency')?.value ?? currency;
}
