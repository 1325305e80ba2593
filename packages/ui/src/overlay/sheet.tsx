'use client';

import { X } from 'lucide-react';
import { Dialog as RadixDialog } from 'radix-ui';
import type { ReactNode } from 'react';
import { classNames } from '../class-names.ts';
import { overlayStyle } from './dialog.tsx';
import { useReturnFocus } from './use-return-focus.ts';

type SheetProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  /** Hides the title from sight; it stays the dialog's name. */
  hideTitle?: boolean | undefined;
  side?: 'start' | 'end' | undefined;
  children: ReactNode;
};

/** A modal panel from a side: navigation on phones, details on wide screens. */
export function Sheet({
  open,
  onOpenChange,
  title,
  hideTitle = false,
  side = 'end',
  children,
}: SheetProps) {
  const focus = useReturnFocus();
  return (
    <RadixDialog.Root open={open} onOpenChange={onOpenChange}>
      <RadixDialog.Portal>
        <RadixDialog.Overlay className={overlayStyle} />
        <RadixDialog.Content
          {...focus}
          aria-describedby={undefined}
          className={classNames(
            'fixed inset-y-0 z-50 flex flex-col bg-raised shadow-lg outline-none',
            side === 'end'
              ? 'right-0 w-[min(34rem,100vw)] animate-slide-end border-l border-border'
              : 'left-0 w-[min(17rem,85vw)] animate-slide-start border-r border-border',
          )}
        >
          <div
            className={classNames(
              'flex items-center justify-between gap-4 px-5 py-3',
              hideTitle ? 'absolute top-0 right-0 z-10 px-2.5!' : 'border-b border-border',
            )}
          >
            <RadixDialog.Title className={hideTitle ? 'sr-only' : 'text-lg font-semibold'}>
              {title}
            </RadixDialog.Title>
            <RadixDialog.Close
              aria-label="Close"
              className="grid size-8 place-items-center rounded-md text-muted hover:bg-hover hover:text-text"
            >
              <X aria-hidden="true" className="size-4" />
            </RadixDialog.Close>
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto">{children}</div>
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}
