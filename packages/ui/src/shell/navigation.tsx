'use client';

import type { ComponentType, ReactNode } from 'react';
import { classNames } from '../class-names.ts';

/** The router's link, given by the app: this package knows no router. */
export type LinkComponent = ComponentType<{
  href: string;
  className?: string;
  children: ReactNode;
  'aria-current'?: 'page' | undefined;
  onClick?: (() => void) | undefined;
}>;

export type NavigationItem = {
  href: string;
  label: string;
  icon: ComponentType<{ className?: string }>;
  /** A count worth seeing: creatives waiting for review. */
  badge?: number | undefined;
};

export type NavigationSection = { label?: string | undefined; items: readonly NavigationItem[] };

type NavigationProps = {
  sections: readonly NavigationSection[];
  path: string;
  link: LinkComponent;
  onNavigate?: (() => void) | undefined;
};

export function Navigation({ sections, path, link: Link, onNavigate }: NavigationProps) {
  const current = longestMatch(sections, path);
  return (
    <nav aria-label="Main" className="flex flex-col gap-5 px-3 py-2">
      {sections.map((section) => (
        <div key={section.label ?? section.items[0]?.href}>
          {section.label && (
            <p className="px-2 pb-1.5 text-2xs font-semibold tracking-wide text-subtle uppercase">
              {section.label}
            </p>
          )}
          <ul className="flex flex-col gap-px">
            {section.items.map((item) => {
              const isCurrent = item.href === current;
              return (
                <li key={item.href}>
                  <Link
                    href={item.href}
                    aria-current={isCurrent ? 'page' : undefined}
                    onClick={onNavigate}
                    className={classNames(
                      'flex h-8 items-center gap-2.5 rounded-md px-2 text-sm font-medium transition-colors focus-visible:-outline-offset-2',
                      isCurrent
                        ? 'bg-surface text-text shadow-xs ring-1 ring-border dark:bg-hover'
                        : 'text-muted hover:bg-border/60 hover:text-text',
                    )}
                  >
                    <item.icon
                      className={classNames(
                        'size-4 shrink-0',
                        isCurrent ? 'text-accent-text' : 'text-subtle',
                      )}
                    />
                    <span className="flex-1 truncate">{item.label}</span>
                    {item.badge ? (
                      <span className="figures rounded-full bg-accent-soft px-1.5 text-xs text-accent-text">
                        {item.badge}
                      </span>
                    ) : null}
                  </Link>
                </li>
              );
            })}
          </ul>
        </div>
      ))}
    </nav>
  );
}

/** The item whose address is the longest prefix of the path. */
function longestMatch(sections: readonly NavigationSection[], path: string): string | undefined {
  return sections
    .flatMap((section) => section.items.map((item) => item.href))
    .filter((href) => path === href || path.startsWith(`${href}/`))
    .sort((a, b) => b.length - a.length)[0];
}
