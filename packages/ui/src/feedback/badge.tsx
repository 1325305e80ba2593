import type { ReactNode } from 'react';
import { classNames } from '../class-names.ts';

export type Tone = 'neutral' | 'accent' | 'positive' | 'warning' | 'danger';

const SOFT: Record<Tone, string> = {
  neutral: 'bg-sunken text-muted',
  accent: 'bg-accent-soft text-accent-text',
  positive: 'bg-positive-soft text-positive-text',
  warning: 'bg-warning-soft text-warning-text',
  danger: 'bg-danger-soft text-danger-text',
};
const DOT: Record<Tone, string> = {
  neutral: 'bg-subtle',
  accent: 'bg-accent',
  positive: 'bg-positive',
  warning: 'bg-warning',
  danger: 'bg-danger',
};

export function Badge({
  tone = 'neutral',
  children,
  className,
}: {
  tone?: Tone | undefined;
  children: ReactNode;
  className?: string | undefined;
}) {
  return (
    <span
      className={classNames(
        'inline-flex h-5.5 w-fit items-center gap-1 rounded-full px-2 text-xs font-medium whitespace-nowrap',
        SOFT[tone],
        className,
      )}
    >
      {children}
    </span>
  );
}

const STATUS_TONE: Record<string, Tone> = {
  active: 'positive',
  approved: 'positive',
  champion: 'positive',
  completed: 'positive',
  passed: 'positive',
  promoted: 'positive',
  succeeded: 'positive',
  filled: 'positive',
  running: 'positive',
  canary: 'accent',
  exporting: 'accent',
  evaluating: 'accent',
  publishing: 'accent',
  shadow: 'accent',
  scheduled: 'accent',
  training: 'accent',
  cancelling: 'warning',
  candidate: 'neutral',
  limited: 'warning',
  paused: 'warning',
  pending: 'warning',
  queued: 'warning',
  cancelled: 'neutral',
  archived: 'neutral',
  draft: 'neutral',
  ended: 'neutral',
  retired: 'neutral',
  failed: 'danger',
  rejected: 'danger',
  'rolled-back': 'danger',
  suspended: 'danger',
};

/** A status word with its dot; an unknown word is shown neutral, never hidden. */
export function StatusBadge({ status, label }: { status: string; label?: string | undefined }) {
  const tone = STATUS_TONE[status] ?? 'neutral';
  const words = label ?? status.replaceAll('_', ' ');
  return (
    <Badge tone={tone}>
      <span aria-hidden="true" className={classNames('size-1.5 rounded-full', DOT[tone])} />
      <span className="first-letter:uppercase">{words}</span>
    </Badge>
  );
}
