'use client';

import { classNames } from '../class-names.ts';
import { Tooltip } from '../overlay/tooltip.tsx';
import { Button, type ButtonProps } from './button.tsx';

const SQUARE = { sm: 'w-7 px-0', md: 'w-8.5 px-0', lg: 'w-10 px-0' };

/** An icon alone needs words: `label` is its accessible name and its tooltip. */
export function IconButton({
  label,
  variant = 'ghost',
  size,
  className,
  ...props
}: ButtonProps & { label: string }) {
  return (
    <Tooltip content={label}>
      <Button
        aria-label={label}
        variant={variant}
        size={size}
        className={classNames(SQUARE[size ?? 'md'], className)}
        {...props}
      />
    </Tooltip>
  );
}
