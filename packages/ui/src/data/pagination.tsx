'use client';

import { ChevronLeft, ChevronRight } from 'lucide-react';
import { IconButton } from '../form/icon-button.tsx';
import { formatCount } from '../format/number.tsx';

type PaginationProps = {
  /** First page is 0. */
  page: number;
  pageSize: number;
  total: number;
  onPage: (page: number) => void;
  noun?: string | undefined;
};

export function Pagination({ page, pageSize, total, onPage, noun = 'rows' }: PaginationProps) {
  const last = Math.max(0, Math.ceil(total / pageSize) - 1);
  const from = total === 0 ? 0 : page * pageSize + 1;
  const to = Math.min(total, (page + 1) * pageSize);
  return (
    <nav aria-label="Pages" className="flex items-center justify-between gap-3 text-xs text-muted">
      <p aria-live="polite" className="figures">
        {formatCount(from)}–{formatCount(to)} of {formatCount(total)} {noun}
      </p>
      <div className="flex gap-1">
        <IconButton
          size="sm"
          variant="secondary"
          label="Previous page"
          disabled={page <= 0}
          onClick={() => onPage(page - 1)}
        >
          <ChevronLeft aria-hidden="true" />
        </IconButton>
        <IconButton
          size="sm"
          variant="secondary"
          label="Next page"
          disabled={page >= last}
          onClick={() => onPage(page + 1)}
        >
          <ChevronRight aria-hidden="true" />
        </IconButton>
      </div>
    </nav>
  );
}
