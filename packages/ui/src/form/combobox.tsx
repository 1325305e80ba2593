'use client';

import { ChevronsUpDown } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useRef, useState } from 'react';
import { classNames } from '../class-names.ts';
import { ComboboxList, type ComboboxOption, matchOptions } from './combobox-list.tsx';
import { useFieldControl } from './field-wiring.ts';
import { useListbox } from './use-listbox.ts';

export type ComboboxProps = {
  options: readonly ComboboxOption[];
  value: string | null;
  onValueChange: (value: string | null) => void;
  /** Called as the person types, for lists that are searched by the server. */
  onQueryChange?: ((query: string) => void) | undefined;
  loading?: boolean | undefined;
  placeholder?: string | undefined;
  emptyText?: string | undefined;
  disabled?: boolean | undefined;
  className?: string | undefined;
  'aria-label'?: string | undefined;
};

/** A text box that filters a list and holds one choice. Clearing the text clears the choice. */
export function Combobox({
  options,
  value,
  onValueChange,
  onQueryChange,
  loading = false,
  placeholder = 'Search…',
  emptyText = 'Nothing matches',
  disabled = false,
  className,
  ...props
}: ComboboxProps) {
  const [open, setOpen] = useState(false);
  const [query, setQuery] = useState<string | null>(null);
  const anchor = useRef<HTMLDivElement>(null);
  const aria = useFieldControl();
  const chosen = options.find((option) => option.value === value);
  const shown = onQueryChange ? options : matchOptions(options, query ?? '');

  function type(text: string): void {
    setQuery(text);
    setOpen(true);
    onQueryChange?.(text);
    if (!text) onValueChange(null);
  }
  function choose(index: number): void {
    const option = shown[index];
    if (!option) return;
    onValueChange(option.value);
    close();
  }
  function close(): void {
    setOpen(false);
    setQuery(null);
  }
  const list = useListbox({
    count: shown.length,
    open,
    setOpen: (next) => (next ? setOpen(true) : close()),
    choose,
  });

  return (
    <Popover.Root open={open} onOpenChange={(next) => (next ? setOpen(true) : close())}>
      <Popover.Anchor asChild>
        <div
          ref={anchor}
          className={classNames('control flex h-9 w-full items-center gap-1 pr-2', className)}
        >
          <input
            {...props}
            {...aria}
            type="text"
            role="combobox"
            autoComplete="off"
            aria-expanded={open}
            aria-controls={list.listId}
            aria-autocomplete="list"
            aria-activedescendant={open && shown.length ? list.optionId(list.active) : undefined}
            disabled={disabled}
            placeholder={placeholder}
            value={query ?? chosen?.label ?? ''}
            onChange={(event) => type(event.target.value)}
            onClick={() => setOpen(true)}
            onBlur={close}
            onKeyDown={list.onKeyDown}
            className="h-full w-full min-w-0 bg-transparent pl-2.5 text-base outline-none"
          />
          <ChevronsUpDown aria-hidden="true" className="size-4 shrink-0 text-subtle" />
        </div>
      </Popover.Anchor>
      <ComboboxList
        id={list.listId}
        options={shown}
        selected={new Set(value ? [value] : [])}
        active={list.active}
        optionId={list.optionId}
        onActive={list.setActive}
        onChoose={choose}
        multiple={false}
        loading={loading}
        emptyText={emptyText}
      />
    </Popover.Root>
  );
}
