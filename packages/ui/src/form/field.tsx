'use client';

import { CircleAlert } from 'lucide-react';
import { type ReactNode, useId, useMemo } from 'react';
import { classNames } from '../class-names.ts';
import { FieldContext } from './field-wiring.ts';

type FieldProps = {
  label: ReactNode;
  hint?: ReactNode;
  /** Shown below the control, announced, and marks the control invalid. */
  error?: string | null | undefined;
  required?: boolean | undefined;
  /** Says "optional" beside the label. */
  optional?: boolean | undefined;
  /** At the label's end: a link or a counter. */
  aside?: ReactNode;
  className?: string | undefined;
  children: ReactNode;
};

/** Label, control, hint and error as one unit; every control of this package wires itself to it. */
export function Field({
  label,
  hint,
  error,
  required = false,
  optional = false,
  aside,
  className,
  children,
}: FieldProps) {
  const id = useId();
  const hasHint = hint !== undefined && hint !== null;
  const wiring = useMemo(() => {
    const describedBy = [error ? `${id}-error` : '', hasHint ? `${id}-hint` : '']
      .filter(Boolean)
      .join(' ');
    return {
      controlId: `${id}-control`,
      labelId: `${id}-label`,
      describedBy: describedBy || undefined,
      invalid: Boolean(error),
      required,
    };
  }, [id, error, hasHint, required]);
  return (
    <FieldContext value={wiring}>
      <div className={classNames('flex min-w-0 flex-col gap-1.5', className)}>
        <div className="flex items-baseline justify-between gap-3">
          <label
            id={wiring.labelId}
            htmlFor={wiring.controlId}
            className="text-sm font-medium text-text"
          >
            {label}
            {optional && <span className="ml-1.5 font-normal text-subtle">optional</span>}
          </label>
          {aside && <span className="text-xs text-muted">{aside}</span>}
        </div>
        {children}
        {hasHint && (
          <p id={`${id}-hint`} className="text-xs text-muted">
            {hint}
          </p>
        )}
        <FieldError id={`${id}-error`} error={error} />
      </div>
    </FieldContext>
  );
}

function FieldError({ id, error }: { id: string; error: string | null | undefined }) {
  return (
    <div aria-live="polite" className="contents">
      {error && (
        <p id={id} className="flex items-start gap-1.5 text-xs text-danger-text">
          <CircleAlert aria-hidden="true" className="mt-0.5 size-3.5 shrink-0" />
          {error}
        </p>
      )}
    </div>
  );
}
