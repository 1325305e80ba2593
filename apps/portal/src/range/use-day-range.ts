'use client';

import { addDays, type DayRange, dayInZone } from '@placard/ui';
import { usePathname, useRouter, useSearchParams } from 'next/navigation';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The reporting range, kept in the address so that a view can be shared and gone back to. */
export function useDayRange(timeZone: string, now: Date, defaultDays = 14) {
  const router = useRouter();
  const path = usePathname();
  const query = useSearchParams();
  const today = dayInZone(now, timeZone);
  const from = query.get('from') ?? '';
  const to = query.get('to') ?? '';
  const valid = DAY.test(from) && DAY.test(to) && from <= to;
  const range: DayRange = valid
    ? { from, to }
    : { from: addDays(today, 1 - defaultDays), to: today };

  function setRange(next: DayRange): void {
    const changed = new URLSearchParams(query);
    changed.set('from', next.from);
    changed.set('to', next.to);
    router.replace(`${path}?${changed}`, { scroll: false });
  }
  return { range, setRange, today };
}
