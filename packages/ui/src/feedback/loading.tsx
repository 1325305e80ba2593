'use client';

import { Progress as RadixProgress } from 'radix-ui';
import { classNames } from '../class-names.ts';

/** A grey shape where content will be; hidden from screen readers, which hear the region's label. */
export function Skeleton({ className }: { className?: string | undefined }) {
  return (
    <span
      aria-hidden="true"
      className={classNames('block animate-pulse rounded-md bg-border', className)}
    />
  );
}

export function SkeletonRows({ rows = 5, label }: { rows?: number | undefined; label: string }) {
  return (
    <div role="status" aria-label={label} className="flex flex-col gap-3 p-4">
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: identical placeholder rows
        <Skeleton key={row} className={classNames('h-5', row % 3 === 2 ? 'w-4/6' : 'w-full')} />
      ))}
    </div>
  );
}

type ProgressProps = {
  label: string;
  /** 0..1, or null while unknown. */
  ratio: number | null;
  /** Words beside the figure: "step 1,200 of 4,000". */
  detail?: string | undefined;
  hideLabel?: boolean | undefined;
};

export function Progress({ label, ratio, detail, hideLabel = false }: ProgressProps) {
  const percent = ratio === null ? null : Math.round(Math.max(0, Math.min(1, ratio)) * 100);
  return (
    <div className="flex flex-col gap-1.5">
      {!hideLabel && (
        <div className="flex justify-between gap-3 text-xs">
          <span className="text-muted">{label}</span>
          <span className="figures whitespace-nowrap text-text">
            {detail ?? (percent === null ? '' : `${percent} %`)}
          </span>
        </div>
      )}
      <RadixProgress.Root
        value={percent}
        aria-label={label}
        className="h-1.5 overflow-hidden rounded-full bg-border"
      >
        <RadixProgress.Indicator
          className={classNames(
            'h-full rounded-full bg-accent transition-[width] duration-300',
            percent === null && 'animate-pulse',
          )}
          style={{ width: percent === null ? '100%' : `${percent}%` }}
        />
      </RadixProgress.Root>
    </div>
  );
}
