import type { ComponentProps } from 'react';
import { classNames } from '../class-names.ts';

/** The mark: a placard on its stake, which is also a P. */
export function LogoMark({ className, ...props }: ComponentProps<'svg'>) {
  return (
    <svg
      viewBox="0 0 24 24"
      fill="none"
      aria-hidden="true"
      className={classNames('size-6 shrink-0', className)}
      {...props}
    >
      <path d="M4 3.2v18.6" stroke="var(--accent)" strokeWidth="2.8" strokeLinecap="round" />
      <rect x="4" y="2" width="18" height="12.4" rx="3" fill="var(--accent)" />
      <path
        d="M8.4 10.4l2.9-3 2.4 1.9 3.9-4"
        stroke="var(--on-accent)"
        strokeWidth="1.9"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}

/** Mark and wordmark; drawn as strokes, so that it needs no font. */
export function Logo({ className, ...props }: ComponentProps<'svg'>) {
  return (
    <svg
      viewBox="0 0 118 28"
      fill="none"
      role="img"
      aria-label="Placard"
      className={classNames('h-7 w-auto shrink-0 text-text', className)}
      {...props}
    >
      <g transform="translate(0 2)">
        <path d="M4 3.2v18.6" stroke="var(--accent)" strokeWidth="2.8" strokeLinecap="round" />
        <rect x="4" y="2" width="18" height="12.4" rx="3" fill="var(--accent)" />
        <path
          d="M8.4 10.4l2.9-3 2.4 1.9 3.9-4"
          stroke="var(--on-accent)"
          strokeWidth="1.9"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </g>
      <g stroke="currentColor" strokeWidth="2.3" strokeLinecap="round">
        <path d="M32 9.6v14.8" />
        <circle cx="37.2" cy="14.4" r="5.2" />
        <path d="M47.6 3.6v16" />
        <circle cx="57.4" cy="14.4" r="5.2" />
        <path d="M62.6 9.4v10.2" />
        <path d="M75.6 10.9a5.2 5.2 0 1 0 0 7" />
        <circle cx="84" cy="14.4" r="5.2" />
        <path d="M89.2 9.4v10.2" />
        <path d="M94.6 19.6v-10.2m0 4.8c0-3 2-4.8 4.9-4.8" />
        <circle cx="108" cy="14.4" r="5.2" />
        <path d="M113.2 3.6v16" />
      </g>
    </svg>
  );
}
