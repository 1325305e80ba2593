'use client';

import type { ComponentProps, ReactNode } from 'react';
import { classNames } from '../class-names.ts';
import { useFieldControl } from './field-wiring.ts';

type InputProps = Omit<ComponentProps<'input'>, 'prefix'> & {
  /** A currency sign, a unit or an icon inside the control's edge. */
  prefix?: ReactNode;
  suffix?: ReactNode;
};

export function Input({ prefix, suffix, className, ...props }: InputProps) {
  const aria = useFieldControl(props);
  if (prefix === undefined && suffix === undefined) {
    return (
      <input
        {...props}
        {...aria}
        className={classNames('control h-9 w-full min-w-0 px-2.5 text-base', className)}
      />
    );
  }
  return (
    <div
      aria-invalid={aria['aria-invalid'] === true ? 'true' : undefined}
      className={classNames('control flex h-9 w-full min-w-0 items-center text-base', className)}
    >
      {prefix !== undefined && <span className="pl-2.5 text-muted select-none">{prefix}</span>}
      <input
        {...props}
        {...aria}
        className="figures h-full w-full min-w-0 flex-1 bg-transparent px-2.5 outline-none disabled:text-subtle"
      />
      {suffix !== undefined && (
        <span className="pr-2.5 text-sm whitespace-nowrap text-muted select-none">{suffix}</span>
      )}
    </div>
  );
}

export function Textarea({ className, rows = 4, ...props }: ComponentProps<'textarea'>) {
  const aria = useFieldControl(props);
  return (
    <textarea
      rows={rows}
      {...props}
      {...aria}
      className={classNames('control w-full px-2.5 py-2 text-base', className)}
    />
  );
}
