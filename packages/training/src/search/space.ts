import type { Random } from '@placard/domain';

/** What a setting may be. A number is drawn evenly, or evenly in its logarithm. */
export type Range =
  | { readonly kind: 'number'; readonly low: number; readonly high: number; readonly log?: boolean }
  | { readonly kind: 'choice'; readonly values: readonly (string | number)[] };

export type Space = Readonly<Record<string, Range>>;
export type Settings = Readonly<Record<string, string | number>>;

/** A setting's place on its own scale: where distances mean something. */
export function scaled(range: Range & { kind: 'number' }, value: number): number {
  return range.log ? Math.log(value) : value;
}

export function unscaled(range: Range & { kind: 'number' }, place: number): number {
  const value = range.log ? Math.exp(place) : place;
  return Math.min(range.high, Math.max(range.low, value));
}

export function drawSettings(space: Space, random: Random): Settings {
  return Object.fromEntries(
    Object.entries(space).map(([name, range]) => [name, drawValue(range, random)]),
  );
}

function drawValue(range: Range, random: Random): string | number {
  if (range.kind === 'choice') return range.values[Math.floor(random() * range.values.length)]!;
  const low = scaled(range, range.low);
  return unscaled(range, low + random() * (scaled(range, range.high) - low));
}
