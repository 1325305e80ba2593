'use client';

import { Menu } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Logo } from '../brand/logo.tsx';
import { IconButton } from '../form/icon-button.tsx';
import { Sheet } from '../overlay/sheet.tsx';
import { type LinkComponent, Navigation, type NavigationSection } from './navigation.tsx';

type AppShellProps = {
  sections: readonly NavigationSection[];
  path: string;
  link: LinkComponent;
  homeHref: string;
  /** Below the logo: which organization this is. */
  organization?: ReactNode;
  /** At the header's end: theme toggle, user menu. */
  tools: ReactNode;
  /** At the sidebar's foot. */
  footer?: ReactNode;
  children: ReactNode;
};

/** Sidebar on wide screens, a sheet on narrow ones; a skip link goes to the content first. */
export function AppShell(props: AppShellProps) {
  const { sections, path, link: Link, homeHref, organization, tools, footer, children } = props;
  const [open, setOpen] = useState(false);
  return (
    <div className="min-h-dvh lg:grid lg:grid-cols-[15rem_minmax(0,1fr)]">
      <a
        href="#content"
        className="fixed top-2 left-2 z-60 -translate-y-20 rounded-md bg-accent px-3 py-2 text-sm text-on-accent focus:translate-y-0"
      >
        Skip to content
      </a>
      <aside className="sticky top-0 hidden h-dvh flex-col border-r border-border bg-canvas lg:flex">
        <div className="flex h-14 items-center px-5">
          <Link href={homeHref} className="rounded-sm">
            <Logo className="h-6" />
          </Link>
        </div>
        {organization && <div className="px-3 pb-3">{organization}</div>}
        <div className="min-h-0 flex-1 overflow-y-auto pb-4">
          <Navigation sections={sections} path={path} link={Link} />
        </div>
        {footer && <div className="border-t border-border px-5 py-3">{footer}</div>}
      </aside>
      <div className="flex min-w-0 flex-col">
        <header className="sticky top-0 z-30 flex h-14 items-center gap-2 border-b border-border bg-canvas/90 px-4 backdrop-blur-sm sm:px-6 lg:justify-end">
          <IconButton
            label="Open navigation"
            className="-ml-1.5 lg:hidden"
            onClick={() => setOpen(true)}
          >
            <Menu aria-hidden="true" />
          </IconButton>
          <Link href={homeHref} className="mr-auto rounded-sm lg:hidden">
            <Logo className="h-5.5" />
          </Link>
          {tools}
        </header>
        <main
          id="content"
          tabIndex={-1}
          className="mx-auto flex w-full max-w-7xl min-w-0 flex-1 flex-col gap-6 px-4 py-6 outline-none sm:px-6 lg:px-8"
        >
          {children}
        </main>
      </div>
      <Sheet open={open} onOpenChange={setOpen} title="Navigation" hideTitle side="start">
        <div className="flex h-14 items-center px-5">
          <Logo className="h-6" />
        </div>
        {organization && <div className="px-3 pb-3">{organization}</div>}
        <Navigation sections={sections} path={path} link={Link} onNavigate={() => setOpen(false)} />
      </Sheet>
    </div>
  );
}
