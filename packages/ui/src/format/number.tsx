import { classNames } from '../class-names.ts';

type CountFormat = { compact?: boolean | undefined; locale?: string | undefined };
type PercentFormat = {
  decimals?: number | undefined;
  signed?: boolean | undefined;
  locale?: string | undefined;
};

export function formatCount(value: number | bigint, format: CountFormat = {}): string {
  const options: Intl.NumberFormatOptions = format.compact
    ? { notation: 'compact', maximumFractionDigits: 1 }
    : { maximumFractionDigits: 2 };
  return new Intl.NumberFormat(format.locale ?? 'en-US', options).format(value);
}

/** `ratio` is a fraction: 0.0123 is 1.23 %. */
export function formatPercent(ratio: number, format: PercentFormat = {}): string {
  const decimals = format.decimals ?? (Math.abs(ratio) < 0.1 ? 2 : 1);
  return new Intl.NumberFormat(format.locale ?? 'en-US', {
    style: 'percent',
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
    signDisplay: format.signed ? 'exceptZero' : 'auto',
  }).format(ratio);
}

type Maybe<T> = T | null | undefined;

export function Count({
  value,
  className,
  ...format
}: CountFormat & { value: Maybe<number | bigint>; className?: string | undefined }) {
  const missing = value === null || value === undefined;
  return (
    <span className={classNames('figures whitespace-nowrap', className)}>
      {missing ? '–' : formatCount(value, format)}
    </span>
  );
}

export function Percent({
  ratio,
  className,
  ...format
}: PercentFormat & { ratio: Maybe<number>; className?: string | undefined }) {
  const missing = ratio === null || ratio === undefined || !Number.isFinite(ratio);
  return (
    <span className={classNames('figures whitespace-nowrap', className)}>
      {missing ? '–' : formatPercent(ratio, format)}
    </span>
  );
}
