import type { ComponentProps, ReactNode } from 'react';
import { classNames } from '../class-names.ts';

/** A form's column of sections, with actions at its end. */
export function Form({ className, ...props }: ComponentProps<'form'>) {
  return <form noValidate className={classNames('flex flex-col gap-6', className)} {...props} />;
}

/** Title and purpose at the left on wide screens, the fields at the right. */
export function FormSection({
  title,
  hint,
  children,
}: {
  title: string;
  hint?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section className="grid gap-x-10 gap-y-4 border-border not-last:border-b not-last:pb-6 lg:grid-cols-[15rem_minmax(0,1fr)]">
      <div>
        <h2 className="text-base font-semibold">{title}</h2>
        {hint && <p className="mt-1 text-sm text-muted">{hint}</p>}
      </div>
      <div className="flex max-w-xl min-w-0 flex-col gap-4">{children}</div>
    </section>
  );
}

export function FormRow({ children }: { children: ReactNode }) {
  return <div className="grid gap-4 sm:grid-cols-2">{children}</div>;
}

export function FormActions({ children }: { children: ReactNode }) {
  return <div className="flex flex-wrap items-center justify-end gap-2">{children}</div>;
}
