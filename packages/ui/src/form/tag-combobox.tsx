'use client';

import { X } from 'lucide-react';
import { Popover } from 'radix-ui';
import { type KeyboardEvent, useRef, useState } from 'react';
import { classNames } from '../class-names.ts';
import { ComboboxList, type ComboboxOption, matchOptions } from './combobox-list.tsx';
import { useFieldControl, useFieldLabelId } from './field-wiring.ts';
import { useListbox } from './use-listbox.ts';

type TagComboboxProps = {
  options: readonly ComboboxOption[];
  values: readonly string[];
  onValuesChange: (values: string[]) => void;
  /** Turns typed text into a value not in the list (a keyword, a domain); null refuses it. */
  parseNew?: ((text: string) => string | null) | undefined;
  onQueryChange?: ((query: string) => void) | undefined;
  loading?: boolean | undefined;
  placeholder?: string | undefined;
  emptyText?: string | undefined;
  disabled?: boolean | undefined;
  'aria-label'?: string | undefined;
};

/** Many choices as tags. Backspace in the empty box takes the last one away. */
export function TagCombobox({
  options,
  values,
  onValuesChange,
  parseNew,
  onQueryChange,
  loading = false,
  placeholder = 'Add…',
  emptyText = 'Nothing matches',
  disabled = false,
  ...props
}: TagComboboxProps) {
  const [open, setOpen] = useState(false);
  const [query, setQuery] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const aria = useFieldControl();
  const labelId = useFieldLabelId();
  const labels = new Map(options.map((option) => [option.value, option.label]));
  const matched = onQueryChange ? options : matchOptions(options, query);
  const fresh = parseNew && query.trim() ? parseNew(query.trim()) : null;
  const shown =
    fresh && !labels.has(fresh)
      ? [...matched, { value: fresh, label: fresh, hint: 'Add' }]
      : matched;

  function setText(text: string): void {
    setQuery(text);
    onQueryChange?.(text);
  }
  function choose(index: number): void {
    const option = shown[index];
    if (!option) return;
    const has = values.includes(option.value);
    onValuesChange(
      has ? values.filter((value) => value !== option.value) : [...values, option.value],
    );
    setText('');
  }
  const list = useListbox({ count: shown.length, open, setOpen, choose });
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Backspace' && query === '' && values.length > 0) {
      onValuesChange(values.slice(0, -1));
      return;
    }
    list.onKeyDown(event);
  }

  return (
    <Popover.Root open={open && !disabled} onOpenChange={setOpen}>
      <Popover.Anchor asChild>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: a pointer shortcut to the input inside */}
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: the input itself takes the keyboard */}
        <div
          onClick={() => input.current?.focus()}
          className={classNames(
            'control flex min-h-9 w-full flex-wrap items-center gap-1 p-1',
            disabled && 'bg-sunken',
          )}
        >
          {values.map((value) => (
            <span
              key={value}
              className="flex h-6.5 max-w-full items-center gap-0.5 rounded-sm bg-accent-soft pl-2 text-sm text-accent-text"
            >
              <span className="truncate">{labels.get(value) ?? value}</span>
              <button
                type="button"
                disabled={disabled}
                aria-label={`Remove ${labels.get(value) ?? value}`}
                onClick={() => onValuesChange(values.filter((other) => other !== value))}
                className="grid size-6 place-items-center rounded-sm hover:text-text"
              >
                <X aria-hidden="true" className="size-3.5" />
              </button>
            </span>
          ))}
          <input
            {...props}
            {...aria}
            ref={input}
            type="text"
            role="combobox"
            autoComplete="off"
            aria-labelledby={props['aria-label'] ? undefined : labelId}
            aria-expanded={open}
            aria-controls={list.listId}
            aria-autocomplete="list"
            aria-activedescendant={open && shown.length ? list.optionId(list.active) : undefined}
            disabled={disabled}
            placeholder={values.length === 0 ? placeholder : ''}
            value={query}
            onChange={(event) => {
              setText(event.target.value);
              setOpen(true);
            }}
            onClick={() => setOpen(true)}
            onBlur={() => setOpen(false)}
            onKeyDown={onKeyDown}
            className="h-6.5 min-w-14 flex-1 bg-transparent px-1.5 text-base outline-none"
          />
        </div>
      </Popover.Anchor>
      <ComboboxList
        id={list.listId}
        options={shown}
        selected={new Set(values)}
        active={list.active}
        optionId={list.optionId}
        onActive={list.setActive}
        onChoose={choose}
        multiple
        loading={loading}
        emptyText={emptyText}
      />
    </Popover.Root>
  );
}
