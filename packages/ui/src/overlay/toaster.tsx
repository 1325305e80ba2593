'use client';

import { useTheme } from 'next-themes';
import { Toaster as Sonner } from 'sonner';

export { toast } from 'sonner';

/** Where toasts appear; one per page, in the root layout. */
export function Toaster() {
  const { resolvedTheme } = useTheme();
  return (
    <Sonner
      theme={resolvedTheme === 'dark' ? 'dark' : 'light'}
      position="bottom-right"
      toastOptions={{
        style: {
          background: 'var(--surface-raised)',
          borderColor: 'var(--border-strong)',
          color: 'var(--text)',
          borderRadius: '0.625rem',
          fontFamily: 'inherit',
        },
        classNames: {
          description: 'text-muted!',
          success: '[&_[data-icon]]:text-positive-text',
          error: '[&_[data-icon]]:text-danger-text',
          warning: '[&_[data-icon]]:text-warning-text',
        },
      }}
    />
  );
}
