import { CircleAlert, Inbox } from 'lucide-react';
import type { ComponentType, ReactNode } from 'react';
import { classNames } from '../class-names.ts';

type StateProps = {
  title: string;
  description?: ReactNode;
  action?: ReactNode;
  className?: string | undefined;
};

export function EmptyState({
  icon: Icon = Inbox,
  ...props
}: StateProps & { icon?: ComponentType<{ className?: string }> | undefined }) {
  return (
    <State
      {...props}
      icon={
        <span className="grid size-11 place-items-center rounded-full border border-border bg-sunken text-subtle">
          <Icon className="size-5" />
        </span>
      }
    />
  );
}

export function ErrorState(props: StateProps) {
  return (
    <div role="alert">
      <State
        {...props}
        icon={
          <span className="grid size-11 place-items-center rounded-full bg-danger-soft text-danger-text">
            <CircleAlert aria-hidden="true" className="size-5" />
          </span>
        }
      />
    </div>
  );
}

function State({ icon, title, description, action, className }: StateProps & { icon: ReactNode }) {
  return (
    <div
      className={classNames('flex flex-col items-center gap-3 px-6 py-12 text-center', className)}
    >
      {icon}
      <div className="max-w-md">
        <p className="text-base font-semibold">{title}</p>
        {description && <p className="mt-1 text-sm text-muted">{description}</p>}
      </div>
      {action}
    </div>
  );
}

/** A message inside a page: what went wrong, or what to know before going on. */
export function Notice({
  tone,
  title,
  children,
  action,
}: {
  tone: 'accent' | 'positive' | 'warning' | 'danger';
  title?: string | undefined;
  children?: ReactNode;
  action?: ReactNode;
}) {
  const look = {
    accent: 'bg-accent-soft text-accent-text',
    positive: 'bg-positive-soft text-positive-text',
    warning: 'bg-warning-soft text-warning-text',
    danger: 'bg-danger-soft text-danger-text',
  }[tone];
  return (
    <div
      role={tone === 'danger' ? 'alert' : 'status'}
      className={classNames('flex items-start gap-3 rounded-lg px-3.5 py-2.5 text-sm', look)}
    >
      <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0 flex-1">
        {title && <p className="font-semibold">{title}</p>}
        {children}
      </div>
      {action}
    </div>
  );
}
