import { formatCount } from '@placard/ui';

type Cap = { impressions: number; windowMs: number } | null;

const UNITS = [
  { name: 'week', ms: 604_800_000 },
  { name: 'day', ms: 86_400_000 },
  { name: 'hour', ms: 3_600_000 },
  { name: 'minute', ms: 60_000 },
];

/** "At most 5 impressions a viewer in a day." */
export function capText(cap: Cap): string {
  if (!cap) return 'No frequency cap.';
  const unit = UNITS.find((each) => cap.windowMs % each.ms === 0) ?? { name: 'second', ms: 1000 };
  const count = cap.windowMs / unit.ms;
  const window =
    count === 1 ? `a ${unit.name}`.replace('a hour', 'an hour') : `${count} ${unit.name}s`;
  const times =
    cap.impressions === 1 ? '1 impression' : `${formatCount(cap.impressions)} impressions`;
  return `At most ${times} a viewer in ${window}.`;
}
