'use client';

import { ChevronsUpDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from '../class-names.ts';
import { DropdownMenu, MenuChoice, MenuLabel, MenuSeparator } from '../overlay/dropdown-menu.tsx';

type Organization = { id: string; name: string; kind: string };

/** Which organization the page speaks for; with one only, it is a plain label. */
export function OrganizationSwitcher({
  organizations,
  current,
  onSwitch,
}: {
  organizations: readonly Organization[];
  current: string;
  onSwitch: (id: string) => void;
}) {
  const chosen = organizations.find((each) => each.id === current);
  const label = (
    <>
      <Initials name={chosen?.name ?? '?'} square />
      <span className="flex min-w-0 flex-1 flex-col text-left leading-tight">
        <span className="truncate text-sm font-medium">{chosen?.name}</span>
        <span className="truncate text-2xs text-muted">{chosen?.kind}</span>
      </span>
    </>
  );
  const style = 'flex w-full items-center gap-2.5 rounded-md p-2';
  if (organizations.length < 2) return <div className={style}>{label}</div>;
  return (
    <DropdownMenu
      align="start"
      className="w-56"
      trigger={
        <button
          type="button"
          aria-label={`Organization: ${chosen?.name ?? 'none'}. Switch`}
          className={classNames(style, 'hover:bg-border/60 focus-visible:-outline-offset-2')}
        >
          {label}
          <ChevronsUpDown aria-hidden="true" className="size-3.5 shrink-0 text-subtle" />
        </button>
      }
    >
      <MenuLabel>Organizations</MenuLabel>
      <MenuChoice
        value={current}
        onValueChange={onSwitch}
        options={organizations.map((each) => ({
          value: each.id,
          label: each.name,
          hint: each.kind,
        }))}
      />
    </DropdownMenu>
  );
}

/** Who is signed in; `children` are the menu's items. */
export function UserMenu({
  name,
  email,
  children,
}: {
  name: string;
  email: string;
  children: ReactNode;
}) {
  return (
    <DropdownMenu
      className="w-56"
      trigger={
        <button
          type="button"
          aria-label={`${initialsOf(name)}, account of ${name}`}
          className="rounded-full"
        >
          <Initials name={name} />
        </button>
      }
    >
      <div className="px-2 py-1.5">
        <p className="truncate text-sm font-medium">{name}</p>
        <p className="truncate text-xs text-muted">{email}</p>
      </div>
      <MenuSeparator />
      {children}
    </DropdownMenu>
  );
}

function Initials({ name, square = false }: { name: string; square?: boolean }) {
  return (
    <span
      aria-hidden="true"
      className={classNames(
        'grid size-8 shrink-0 place-items-center bg-accent-soft text-xs font-semibold text-accent-text uppercase',
        square ? 'rounded-md' : 'rounded-full',
      )}
    >
      {initialsOf(name)}
    </span>
  );
}

function initialsOf(name: string): string {
  const letters = name.split(/\s+/).map((word) => word[0] ?? '');
  return letters.slice(0, 2).join('').toUpperCase();
}
