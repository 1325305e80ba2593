'use client';

import { type KeyboardEvent, useId, useState } from 'react';

type Listbox = {
  listId: string;
  active: number;
  setActive: (index: number) => void;
  optionId: (index: number) => string;
  onKeyDown: (event: KeyboardEvent) => void;
};

/** The ARIA combobox pattern: focus stays in the text box, arrows move the active descendant. */
export function useListbox({
  count,
  open,
  setOpen,
  choose,
}: {
  count: number;
  open: boolean;
  setOpen: (open: boolean) => void;
  choose: (index: number) => void;
}): Listbox {
  const listId = useId();
  const [rawActive, setActive] = useState(0);
  const active = Math.max(0, Math.min(rawActive, count - 1));

  function onKeyDown(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return;
    switch (event.key) {
      case 'ArrowDown':
      case 'ArrowUp': {
        event.preventDefault();
        if (!open) {
          setOpen(true);
        } else if (count > 0) {
          const step = event.key === 'ArrowDown' ? 1 : -1;
          setActive((active + step + count) % count);
        }
        return;
      }
      case 'Enter':
        if (open && count > 0) {
          event.preventDefault();
          choose(active);
        }
        return;
      case 'Escape':
        if (open) {
          event.preventDefault();
          event.stopPropagation();
          setOpen(false);
        }
        return;
    }
  }

  return { listId, active, setActive, optionId: (index) => `${listId}-${index}`, onKeyDown };
}
