'use client';

import { Button } from '@placard/ui';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import type { CursorPages } from './use-cursor-pages.ts';

export function CursorButtons({
  pages,
  rows,
}: {
  pages: CursorPages;
  rows: readonly { id: string }[];
}) {
  const older = pages.olderThan(rows);
  if (pages.isNewest && !older) return null;
  return (
    <nav aria-label="Pages" className="flex justify-end gap-2 border-t border-border px-4 py-2.5">
      <Button size="sm" disabled={pages.isNewest} onClick={pages.newer}>
        <ChevronLeft aria-hidden="true" />
        Newer
      </Button>
      <Button size="sm" disabled={!older} onClick={() => older?.()}>
        Older
        <ChevronRight aria-hidden="true" />
      </Button>
    </nav>
  );
}
