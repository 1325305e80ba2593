import { addDays, type DayRange, formatDay } from '@placard/ui';

export type ReportSpan = { fromDay: string; toDay: string; unit: 'hour' | 'day' };

/** One or two days are read by the hour, anything longer by the day. */
export function reportSpan({ from, to }: DayRange): ReportSpan {
  return { fromDay: from, toDay: to, unit: daysIn({ from, to }) <= 2 ? 'hour' : 'day' };
}

/** As many days, right before. */
export function spanBefore(range: DayRange): ReportSpan {
  const days = daysIn(range);
  return reportSpan({ from: addDays(range.from, -days), to: addDays(range.from, -1) });
}

export function daysIn({ from, to }: DayRange): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1;
}

/** A bucket's label for an axis: "22 Nov", or "22 Nov 14:00" where hours are shown. */
export function bucketName(label: string): string {
  const [day = label, time] = label.split('T');
  return time ? `${formatDay(day)} ${time}` : formatDay(day);
}
