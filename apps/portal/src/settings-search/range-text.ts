import type { SettingRange } from '@placard/contracts';

/** A value as people read it: whole, or three figures, small ones as a power of ten. */
export function settingText(value: string | number): string {
  if (typeof value === 'string') return value.replaceAll(', ', ' × ');
  if (Number.isInteger(value)) return String(value);
  const short = Number(value.toPrecision(3));
  return short !== 0 && Math.abs(short) < 1e-3 ? short.toExponential() : String(short);
}

/** What a search may try of a setting. */
export function rangeText(range: SettingRange): string {
  if (range.kind === 'choice') return range.values.map(settingText).join(', ');
  const ends = `${settingText(range.low)} to ${settingText(range.high)}`;
  return range.log ? `${ends}, evenly in its logarithm` : ends;
}
