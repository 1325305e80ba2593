'use client';

import { Check, ChevronDown } from 'lucide-react';
import { Select as RadixSelect } from 'radix-ui';
import { classNames } from '../class-names.ts';
import { useFieldControl } from './field-wiring.ts';

export type SelectOption<Value extends string = string> = {
  value: Value;
  label: string;
  hint?: string | undefined;
  disabled?: boolean | undefined;
};

type SelectProps<Value extends string> = {
  options: readonly SelectOption<Value>[];
  value: Value | null | undefined;
  onValueChange: (value: Value) => void;
  placeholder?: string | undefined;
  disabled?: boolean | undefined;
  name?: string | undefined;
  size?: 'sm' | 'md' | undefined;
  className?: string | undefined;
  'aria-label'?: string | undefined;
};

export function Select<Value extends string>({
  options,
  value,
  onValueChange,
  placeholder = 'Choose…',
  disabled = false,
  name,
  size = 'md',
  className,
  ...props
}: SelectProps<Value>) {
  const aria = useFieldControl();
  return (
    <RadixSelect.Root
      value={value ?? ''}
      onValueChange={(next) => onValueChange(next as Value)}
      disabled={disabled}
      {...(name ? { name } : {})}
    >
      <RadixSelect.Trigger
        {...aria}
        {...props}
        className={classNames(
          'control flex w-full items-center justify-between gap-2 text-left data-placeholder:text-subtle',
          size === 'sm' ? 'h-8 px-2 text-sm' : 'h-9 px-2.5 text-base',
          className,
        )}
      >
        <span className="truncate">
          <RadixSelect.Value placeholder={placeholder} />
        </span>
        <ChevronDown aria-hidden="true" className="size-4 shrink-0 text-subtle" />
      </RadixSelect.Trigger>
      <RadixSelect.Portal>
        <RadixSelect.Content
          position="popper"
          sideOffset={4}
          className="z-50 max-h-(--radix-select-content-available-height) min-w-(--radix-select-trigger-width) animate-pop-in overflow-hidden rounded-lg border border-border-strong bg-raised shadow-md"
        >
          <RadixSelect.Viewport className="p-1">
            {options.map((option) => (
              <RadixSelect.Item
                key={option.value}
                value={option.value}
                disabled={option.disabled ?? false}
                className="flex cursor-default items-center gap-2 rounded-sm px-2 py-1.5 text-sm outline-none select-none data-disabled:text-subtle data-highlighted:bg-hover"
              >
                <span className="flex min-w-0 flex-1 flex-col">
                  <RadixSelect.ItemText>{option.label}</RadixSelect.ItemText>
                  {option.hint && <span className="text-xs text-muted">{option.hint}</span>}
                </span>
                <RadixSelect.ItemIndicator>
                  <Check aria-hidden="true" className="size-4 text-accent-text" />
                </RadixSelect.ItemIndicator>
              </RadixSelect.Item>
            ))}
          </RadixSelect.Viewport>
        </RadixSelect.Content>
      </RadixSelect.Portal>
    </RadixSelect.Root>
  );
}
