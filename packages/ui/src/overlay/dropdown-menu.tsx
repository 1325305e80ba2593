'use client';

import { Check } from 'lucide-react';
import { DropdownMenu as RadixMenu } from 'radix-ui';
import type { ComponentProps, ReactNode } from 'react';
import { classNames } from '../class-names.ts';

type DropdownMenuProps = {
  trigger: ReactNode;
  children: ReactNode;
  align?: 'start' | 'center' | 'end' | undefined;
  className?: string | undefined;
};

export function DropdownMenu({ trigger, children, align = 'end', className }: DropdownMenuProps) {
  return (
    <RadixMenu.Root modal={false}>
      <RadixMenu.Trigger asChild>{trigger}</RadixMenu.Trigger>
      <RadixMenu.Portal>
        <RadixMenu.Content
          align={align}
          sideOffset={5}
          collisionPadding={8}
          className={classNames(
            'z-50 min-w-44 animate-pop-in rounded-lg border border-border-strong bg-raised p-1 shadow-md',
            className,
          )}
        >
          {children}
        </RadixMenu.Content>
      </RadixMenu.Portal>
    </RadixMenu.Root>
  );
}

const itemStyle =
  'flex cursor-default items-center gap-2 rounded-sm px-2 py-1.5 text-sm outline-none select-none data-disabled:text-subtle data-highlighted:bg-hover [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-muted';

export function MenuItem({
  tone,
  className,
  ...props
}: ComponentProps<typeof RadixMenu.Item> & { tone?: 'danger' | undefined }) {
  return (
    <RadixMenu.Item
      className={classNames(
        itemStyle,
        tone === 'danger' && 'text-danger-text [&_svg]:text-danger-text',
        className,
      )}
      {...props}
    />
  );
}

export function MenuChoice<Value extends string>({
  value,
  options,
  onValueChange,
}: {
  value: Value;
  options: readonly { value: Value; label: string; hint?: string | undefined }[];
  onValueChange: (value: Value) => void;
}) {
  return (
    <RadixMenu.RadioGroup value={value} onValueChange={(next) => onValueChange(next as Value)}>
      {options.map((option) => (
        <RadixMenu.RadioItem key={option.value} value={option.value} className={itemStyle}>
          <span className="flex min-w-0 flex-1 flex-col">
            <span className="truncate">{option.label}</span>
            {option.hint && <span className="text-xs text-muted">{option.hint}</span>}
          </span>
          <RadixMenu.ItemIndicator>
            <Check aria-hidden="true" className="text-accent-text!" />
          </RadixMenu.ItemIndicator>
        </RadixMenu.RadioItem>
      ))}
    </RadixMenu.RadioGroup>
  );
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return (
    <RadixMenu.Label className="px-2 pt-1.5 pb-1 text-xs text-muted">{children}</RadixMenu.Label>
  );
}

export function MenuSeparator() {
  return <RadixMenu.Separator className="-mx-1 my-1 h-px bg-border" />;
}
