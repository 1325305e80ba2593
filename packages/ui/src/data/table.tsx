import type { ComponentProps } from 'react';
import { classNames } from '../class-names.ts';

/** A plain table that scrolls sideways inside its own region on narrow screens. */
export function Table({ label, className, ...props }: ComponentProps<'table'> & { label: string }) {
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
      tabIndex={0}
      className="relative overflow-x-auto focus-visible:-outline-offset-2"
    >
      <table
        className={classNames('w-full border-separate border-spacing-0 text-sm', className)}
        {...props}
      />
    </section>
  );
}

type CellProps = { align?: 'start' | 'end' | undefined };

export function HeaderCell({
  align,
  className,
  ...props
}: Omit<ComponentProps<'th'>, 'align'> & CellProps) {
  return (
    <th
      scope="col"
      className={classNames(
        'h-9 border-y border-border bg-sunken px-4 text-xs max-sm:px-3 font-medium whitespace-nowrap text-muted',
        align === 'end' ? 'text-right' : 'text-left',
        className,
      )}
      {...props}
    />
  );
}

export function Cell({
  align,
  className,
  ...props
}: Omit<ComponentProps<'td'>, 'align'> & CellProps) {
  return (
    <td
      className={classNames(
        'h-11 border-b border-border px-4 py-1.5 max-sm:px-3 in-[tr:last-child]:border-b-0',
        align === 'end' ? 'figures text-right whitespace-nowrap' : 'text-left',
        className,
      )}
      {...props}
    />
  );
}
