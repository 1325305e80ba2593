'use client';

import { X } from 'lucide-react';
import { Dialog as RadixDialog } from 'radix-ui';
import type { ReactNode } from 'react';
import { classNames } from '../class-names.ts';
import { useReturnFocus } from './use-return-focus.ts';

type DialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: ReactNode;
  children?: ReactNode;
  /** Buttons, the main one last. */
  actions?: ReactNode;
  size?: 'sm' | 'md' | 'lg' | undefined;
};

const WIDTH = { sm: 'max-w-md', md: 'max-w-lg', lg: 'max-w-3xl' };

export const overlayStyle = 'fixed inset-0 z-40 animate-fade-in bg-overlay';

/** A modal: focus moves in, stays in, and goes back to where it was. */
export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  children,
  actions,
  size = 'md',
}: DialogProps) {
  const focus = useReturnFocus({ toFirstField: true });
  return (
    <RadixDialog.Root open={open} onOpenChange={onOpenChange}>
      <RadixDialog.Portal>
        <RadixDialog.Overlay className={overlayStyle} />
        <div className="pointer-events-none fixed inset-0 z-50 grid place-items-center p-4">
          <RadixDialog.Content
            {...focus}
            {...(description ? {} : { 'aria-describedby': undefined })}
            className={classNames(
              'pointer-events-auto flex max-h-[calc(100dvh-2rem)] w-full animate-pop-in flex-col rounded-xl border border-border-strong bg-raised shadow-lg outline-none',
              WIDTH[size],
            )}
          >
            <header className="flex items-start gap-4 px-5 pt-4.5 pb-1">
              <div className="min-w-0 flex-1">
                <RadixDialog.Title className="text-lg font-semibold">{title}</RadixDialog.Title>
                {description && (
                  <RadixDialog.Description className="mt-1 text-sm text-muted">
                    {description}
                  </RadixDialog.Description>
                )}
              </div>
              <RadixDialog.Close
                aria-label="Close"
                className="-mr-1.5 grid size-7 place-items-center rounded-md text-muted hover:bg-hover hover:text-text"
              >
                <X aria-hidden="true" className="size-4" />
              </RadixDialog.Close>
            </header>
            <div className="min-h-0 overflow-y-auto px-5 py-3">{children}</div>
            {actions && (
              <footer className="flex flex-wrap justify-end gap-2 border-t border-border px-5 py-3">
                {actions}
              </footer>
            )}
          </RadixDialog.Content>
        </div>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}
