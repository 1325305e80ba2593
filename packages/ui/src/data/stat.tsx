import { ArrowDownRight, ArrowUpRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { Sparkline } from '../charts/sparkline.tsx';
import { classNames } from '../class-names.ts';
import { formatPercent } from '../format/number.tsx';

type StatProps = {
  label: string;
  value: ReactNode;
  hint?: ReactNode;
  /** Change against the period before, as a fraction; null when there is nothing to compare. */
  deltaRatio?: number | null | undefined;
  /** Whether more is good news; a cost is `down`, a plain volume `neither`. */
  better?: 'up' | 'down' | 'neither' | undefined;
  trend?: readonly number[] | undefined;
};

export function Stat({ label, value, hint, deltaRatio, better = 'up', trend }: StatProps) {
  return (
    <div className="flex min-w-0 flex-col gap-1 rounded-lg border border-border bg-surface px-4 py-3 shadow-xs">
      <p className="truncate text-sm text-muted">{label}</p>
      <div className="flex items-end justify-between gap-3">
        <p className="figures truncate text-xl font-semibold">{value}</p>
        {trend && trend.length > 1 && (
          <Sparkline values={trend} className="mb-1 shrink-0 max-sm:hidden" />
        )}
      </div>
      <div className="flex min-h-4.5 items-center gap-1.5 text-xs text-muted">
        {deltaRatio !== null && deltaRatio !== undefined && Number.isFinite(deltaRatio) && (
          <Delta ratio={deltaRatio} better={better} />
        )}
        {hint && <span className="truncate">{hint}</span>}
      </div>
    </div>
  );
}

function Delta({ ratio, better }: { ratio: number; better: 'up' | 'down' | 'neither' }) {
  const good = better === 'up' ? ratio > 0 : ratio < 0;
  // What rounds to nothing is neither good nor bad news.
  const plain = better === 'neither' || Math.abs(ratio) < 0.0005;
  const Arrow = ratio >= 0 ? ArrowUpRight : ArrowDownRight;
  return (
    <span
      className={classNames(
        'figures inline-flex items-center gap-0.5 font-medium',
        plain ? 'text-muted' : good ? 'text-positive-text' : 'text-danger-text',
      )}
    >
      <Arrow aria-hidden="true" className="size-3.5" />
      {formatPercent(ratio, { decimals: 1, signed: true })}
    </span>
  );
}

/** A row of Stats that wraps evenly. */
export function StatRow({ children }: { children: ReactNode }) {
  return (
    <div className="grid grid-cols-2 gap-3 max-lg:[&>*:last-child:nth-child(odd)]:col-span-2 lg:grid-cols-[repeat(auto-fit,minmax(11rem,1fr))]">
      {children}
    </div>
  );
}
