import { Logo, LogoMark } from '@placard/ui';
import type { ReactNode } from 'react';

/** The frame of the pages before sign-in. */
export function AuthPage({
  title,
  description,
  children,
  footer,
}: {
  title: string;
  description: string;
  children: ReactNode;
  footer: ReactNode;
}) {
  return (
    <div className="grid min-h-dvh lg:grid-cols-[minmax(0,1fr)_minmax(0,0.85fr)]">
      <main className="flex flex-col px-6 py-8 sm:px-10">
        <Logo className="h-7 self-start" />
        <div className="mx-auto flex w-full max-w-sm flex-1 flex-col justify-center gap-6 py-10">
          <div>
            <h1 className="text-2xl font-semibold">{title}</h1>
            <p className="mt-1 text-base text-muted">{description}</p>
          </div>
          {children}
          <p className="text-sm text-muted">{footer}</p>
        </div>
      </main>
      <aside
        aria-hidden="true"
        className="relative hidden overflow-hidden border-l border-border bg-surface lg:block"
      >
        <Street />
      </aside>
    </div>
  );
}

/** Placards in a row at three distances; the nearest one is ours. */
function Street() {
  const rows = [
    { className: 'top-[12%] left-[8%] size-28 opacity-15', key: 'far' },
    { className: 'top-[26%] right-[10%] size-44 opacity-25', key: 'middle' },
    { className: '-bottom-6 left-[16%] size-[26rem]', key: 'near' },
  ];
  return (
    <>
      <div className="absolute inset-0 bg-[radial-gradient(circle_at_1px_1px,var(--border-strong)_1px,transparent_0)] bg-size-[22px_22px] opacity-60" />
      {rows.map((row) => (
        <LogoMark key={row.key} className={`absolute ${row.className}`} />
      ))}
    </>
  );
}
