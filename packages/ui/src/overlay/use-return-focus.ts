'use client';

import { useRef } from 'react';

const FIRST_FIELD =
  'input:not([type="hidden"], [type="file"], :disabled), textarea:not(:disabled), button[role="combobox"]';

/**
 * Radix returns focus to its own Trigger only; ours open from state, so the opener is kept here. With
 * `toFirstField` a dialog that holds a form starts in it, not on its close button.
 */
export function useReturnFocus({ toFirstField = false } = {}) {
  const opener = useRef<Element | null>(null);
  return {
    onOpenAutoFocus(event: Event): void {
      opener.current = document.activeElement;
      const content = event.target instanceof Element ? event.target : null;
      const field = toFirstField ? content?.querySelector<HTMLElement>(FIRST_FIELD) : null;
      if (!field) return;
      event.preventDefault();
      field.focus();
    },
    onCloseAutoFocus(event: Event): void {
      if (!(opener.current instanceof HTMLElement) || !opener.current.isConnected) return;
      event.preventDefault();
      opener.current.focus();
    },
  };
}
