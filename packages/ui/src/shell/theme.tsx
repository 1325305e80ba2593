'use client';

import { Moon, Sun } from 'lucide-react';
import { ThemeProvider as NextThemes, useTheme } from 'next-themes';
import type { ReactNode } from 'react';
import { IconButton } from '../form/icon-button.tsx';
import { DropdownMenu, MenuChoice } from '../overlay/dropdown-menu.tsx';

export function ThemeProvider({ children, nonce }: { children: ReactNode; nonce?: string }) {
  return (
    <NextThemes
      attribute="data-theme"
      defaultTheme="system"
      enableSystem
      enableColorScheme={false}
      disableTransitionOnChange
      {...(nonce ? { nonce } : {})}
    >
      {children}
    </NextThemes>
  );
}

const THEMES = [
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
  { value: 'system', label: 'As the system' },
];

export function ThemeToggle() {
  const { theme = 'system', setTheme } = useTheme();
  return (
    <DropdownMenu
      trigger={
        <IconButton label="Theme">
          <Sun aria-hidden="true" className="dark:hidden" />
          <Moon aria-hidden="true" className="not-dark:hidden" />
        </IconButton>
      }
    >
      <MenuChoice value={theme} options={THEMES} onValueChange={setTheme} />
    </DropdownMenu>
  );
}
