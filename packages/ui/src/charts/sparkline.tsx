import { classNames } from '../class-names.ts';

/** A tiny trend beside a figure: decoration, so hidden from screen readers. */
export function Sparkline({
  values,
  className,
}: {
  values: readonly number[];
  className?: string | undefined;
}) {
  const low = Math.min(...values);
  const span = Math.max(...values) - low || 1;
  const points = values.map((value, index) => {
    const x = 1 + (index / Math.max(1, values.length - 1)) * 62;
    return `${x.toFixed(1)},${(21 - ((value - low) / span) * 18).toFixed(1)}`;
  });
  return (
    <svg
      viewBox="0 0 64 24"
      aria-hidden="true"
      preserveAspectRatio="none"
      className={classNames('h-6 w-16', className)}
    >
      <polygon points={`1,24 ${points.join(' ')} 63,24`} fill="var(--chart-1)" opacity="0.1" />
      <polyline
        points={points.join(' ')}
        fill="none"
        stroke="var(--chart-1)"
        strokeWidth="1.5"
        strokeLinejoin="round"
        strokeLinecap="round"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}
