import type { ComponentProps, ReactNode } from 'react';
import { classNames } from '../class-names.ts';

type CardProps = Omit<ComponentProps<'section'>, 'title'> & {
  title?: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  /** Content touches the edges (tables). */
  flush?: boolean | undefined;
};

export function Card({
  title,
  description,
  actions,
  flush = false,
  className,
  children,
  ...props
}: CardProps) {
  return (
    <section
      className={classNames(
        'min-w-0 rounded-lg border border-border bg-surface shadow-xs',
        className,
      )}
      {...props}
    >
      {(title || actions) && (
        <header
          className={classNames(
            'flex flex-wrap items-start justify-between gap-x-4 gap-y-2 px-4 pt-3.5',
            flush ? 'pb-3' : 'pb-1',
          )}
        >
          <div className="min-w-0">
            {title && <h2 className="text-base font-semibold">{title}</h2>}
            {description && <p className="text-sm text-muted">{description}</p>}
          </div>
          {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
        </header>
      )}
      <div className={flush ? '' : 'px-4 py-3.5'}>{children}</div>
    </section>
  );
}

/** Facts as label and value, aligned. */
export function Facts({
  items,
  columns = 1,
}: {
  items: readonly { label: string; value: ReactNode }[];
  columns?: 1 | 2 | undefined;
}) {
  return (
    <dl className={classNames('grid gap-x-8 gap-y-2.5 text-sm', columns === 2 && 'sm:grid-cols-2')}>
      {items.map((item) => (
        <div key={item.label} className="flex min-w-0 items-baseline justify-between gap-4">
          <dt className="shrink-0 text-muted">{item.label}</dt>
          <dd className="min-w-0 text-right font-medium wrap-anywhere">{item.value}</dd>
        </div>
      ))}
    </dl>
  );
}
