'use client';

import { cva, type VariantProps } from 'class-variance-authority';
import { LoaderCircle } from 'lucide-react';
import { Slot } from 'radix-ui';
import type { ComponentProps } from 'react';
import { classNames } from '../class-names.ts';

export const buttonStyle = cva(
  'inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md font-medium whitespace-nowrap select-none transition-colors duration-100 disabled:cursor-not-allowed disabled:opacity-55 aria-disabled:cursor-not-allowed aria-disabled:opacity-55 [&_svg]:shrink-0',
  {
    variants: {
      variant: {
        primary:
          'bg-accent text-on-accent shadow-xs enabled:hover:bg-accent-hover [a&]:hover:bg-accent-hover',
        secondary:
          'border border-border-strong bg-surface text-text shadow-xs enabled:hover:bg-hover [a&]:hover:bg-hover',
        ghost: 'text-muted enabled:hover:bg-hover enabled:hover:text-text [a&]:hover:bg-hover',
        danger: 'bg-danger text-on-danger shadow-xs enabled:hover:bg-danger-hover',
        link: 'h-auto! px-0! text-accent-text underline-offset-4 hover:underline',
      },
      size: {
        sm: 'h-7 px-2.5 text-xs [&_svg]:size-3.5',
        md: 'h-8.5 px-3 text-sm [&_svg]:size-4',
        lg: 'h-10 px-4 text-base [&_svg]:size-4.5',
      },
    },
    defaultVariants: { variant: 'secondary', size: 'md' },
  },
);

export type ButtonProps = ComponentProps<'button'> &
  VariantProps<typeof buttonStyle> & {
    /** Renders the child (a link, say) with the button's looks. */
    asChild?: boolean | undefined;
    /** Shows a spinner, keeps the width and refuses clicks. */
    busy?: boolean | undefined;
  };

export function Button({
  variant,
  size,
  asChild,
  busy = false,
  disabled,
  className,
  children,
  type,
  ...props
}: ButtonProps) {
  const style = classNames(buttonStyle({ variant, size }), className);
  if (asChild) {
    return (
      <Slot.Root className={style} {...props}>
        {children}
      </Slot.Root>
    );
  }
  return (
    <button
      type={type ?? 'button'}
      className={classNames(style, busy && 'relative')}
      disabled={disabled || busy}
      aria-busy={busy || undefined}
      {...props}
    >
      {busy ? (
        <>
          <span className="invisible inline-flex items-center gap-1.5">{children}</span>
          <LoaderCircle aria-hidden="true" className="absolute animate-spin" />
        </>
      ) : (
        children
      )}
    </button>
  );
}
