'use client';

import { Check } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useEffect, useRef } from 'react';
import { classNames } from '../class-names.ts';

export type ComboboxOption = {
  value: string;
  label: string;
  hint?: string | undefined;
};

type ListProps = {
  id: string;
  options: readonly ComboboxOption[];
  selected: ReadonlySet<string>;
  active: number;
  optionId: (index: number) => string;
  onActive: (index: number) => void;
  onChoose: (index: number) => void;
  multiple: boolean;
  loading: boolean;
  emptyText: string;
};

/** The popup of Combobox and TagCombobox; internal to this folder. */
export function ComboboxList(props: ListProps) {
  const activeRef = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: scrolls whenever the active row moves
  useEffect(() => {
    activeRef.current?.scrollIntoView?.({ block: 'nearest' });
  }, [props.active]);
  return (
    <Popover.Portal>
      <Popover.Content
        align="start"
        sideOffset={4}
        onOpenAutoFocus={(event) => event.preventDefault()}
        onCloseAutoFocus={(event) => event.preventDefault()}
        className="z-50 max-h-72 w-(--radix-popover-trigger-width) min-w-56 animate-pop-in overflow-y-auto rounded-lg border border-border-strong bg-raised p-1 shadow-md"
      >
        <div role="listbox" id={props.id} aria-multiselectable={props.multiple || undefined}>
          {props.options.map((option, index) => (
            <div
              key={option.value}
              ref={index === props.active ? activeRef : null}
              id={props.optionId(index)}
              role="option"
              tabIndex={-1}
              aria-selected={props.selected.has(option.value)}
              onPointerMove={() => props.onActive(index)}
              onPointerDown={(event) => {
                event.preventDefault();
                props.onChoose(index);
              }}
              className={classNames(
                'flex cursor-default items-center gap-2 rounded-sm px-2 py-1.5 text-sm select-none',
                index === props.active && 'bg-hover',
              )}
            >
              <span className="flex min-w-0 flex-1 flex-col">
                <span className="truncate">{option.label}</span>
                {option.hint && <span className="truncate text-xs text-muted">{option.hint}</span>}
              </span>
              {props.selected.has(option.value) && (
                <Check aria-hidden="true" className="size-4 shrink-0 text-accent-text" />
              )}
            </div>
          ))}
        </div>
        {props.options.length === 0 && (
          <p role="status" className="px-2 py-3 text-center text-sm text-muted">
            {props.loading ? 'Searching…' : props.emptyText}
          </p>
        )}
      </Popover.Content>
    </Popover.Portal>
  );
}

/** Case-insensitive match on label and hint. */
export function matchOptions(
  options: readonly ComboboxOption[],
  query: string,
): readonly ComboboxOption[] {
  const needle = query.trim().toLowerCase();
  if (!needle) return options;
  return options.filter((option) =>
    `${option.label} ${option.hint ?? ''}`.toLowerCase().includes(needle),
  );
}
