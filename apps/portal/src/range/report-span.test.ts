import { expect, test } from 'vitest';
import { bucketName, daysIn, reportSpan, spanBefore } from './report-span.ts';

test('the comparison period is as long and ends the day before', () => {
  const range = { from: '2026-11-16', to: '2026-11-22' };
  const before = spanBefore(range);
  expect(before).toMatchObject({ fromDay: '2026-11-09', toDay: '2026-11-15' });
  expect(daysIn({ from: before.fromDay, to: before.toDay })).toBe(daysIn(range));
});

test('up to two days are read by the hour', () => {
  expect(reportSpan({ from: '2026-11-22', to: '2026-11-22' }).unit).toBe('hour');
  expect(reportSpan({ from: '2026-11-21', to: '2026-11-22' }).unit).toBe('hour');
  expect(reportSpan({ from: '2026-11-20', to: '2026-11-22' }).unit).toBe('day');
});

test('bucket labels read as days and hours', () => {
  expect(bucketName('2026-11-22')).toBe('22 Nov');
  expect(bucketName('2026-11-22T14:00')).toBe('22 Nov 14:00');
});
