'use client';

import { CalendarDays, ChevronDown } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useState } from 'react';
import { classNames } from '../class-names.ts';
import { formatDay } from '../format/time.tsx';
import { Button } from './button.tsx';
import { addDays, type DayRange, dayRangePresets } from './day-range.ts';
import { Field } from './field.tsx';
import { Input } from './input.tsx';

type DateRangeProps = {
  value: DayRange;
  onValueChange: (range: DayRange) => void;
  /** Today in the account's time zone, YYYY-MM-DD; this package never reads a clock. */
  today: string;
  timeZone: string;
  /** The longest range that may be asked for. */
  maxDays?: number | undefined;
  className?: string | undefined;
};

/** Presets and two native date inputs, both ends included, in the account's days. */
export function DateRange({
  value,
  onValueChange,
  today,
  timeZone,
  maxDays = 366,
  className,
}: DateRangeProps) {
  const [open, setOpen] = useState(false);
  const [draft, setDraft] = useState(value);
  const presets = dayRangePresets(today);
  const preset = presets.find((each) => each.from === value.from && each.to === value.to);
  const error = rangeError(draft, today, maxDays);

  function apply(range: DayRange): void {
    onValueChange({ from: range.from, to: range.to });
    setOpen(false);
  }
  return (
    <Popover.Root
      open={open}
      onOpenChange={(next) => {
        setDraft(value);
        setOpen(next);
      }}
    >
      <Popover.Trigger asChild>
        <Button className={classNames('figures', className)}>
          <CalendarDays aria-hidden="true" className="text-subtle" />
          {preset?.label ?? `${formatDay(value.from)} – ${formatDay(value.to, { year: true })}`}
          <ChevronDown aria-hidden="true" className="text-subtle" />
        </Button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="end"
          sideOffset={6}
          collisionPadding={12}
          aria-label="Date range"
          className="z-50 flex max-w-[calc(100vw-1.5rem)] animate-pop-in flex-col rounded-lg border border-border-strong bg-raised shadow-md sm:flex-row"
        >
          <div className="grid grid-cols-2 gap-0.5 border-border p-1.5 max-sm:border-b sm:w-36 sm:grid-cols-1 sm:border-r">
            {presets.map((each) => (
              <button
                key={each.label}
                type="button"
                aria-pressed={each === preset}
                onClick={() => apply(each)}
                className="rounded-sm px-2 py-1.5 text-left text-sm hover:bg-hover aria-pressed:bg-accent-soft aria-pressed:text-accent-text"
              >
                {each.label}
              </button>
            ))}
          </div>
          <form
            className="flex w-60 flex-col gap-3 p-3"
            onSubmit={(event) => {
              event.preventDefault();
              if (!error) apply(draft);
            }}
          >
            <Field label="From">
              <Input
                type="date"
                value={draft.from}
                max={today}
                onChange={(event) => setDraft({ ...draft, from: event.target.value })}
              />
            </Field>
            <Field label="To" error={error}>
              <Input
                type="date"
                value={draft.to}
                max={today}
                onChange={(event) => setDraft({ ...draft, to: event.target.value })}
              />
            </Field>
            <p className="text-xs text-muted">Days are in {timeZone}.</p>
            <Button type="submit" variant="primary" disabled={Boolean(error)}>
              Apply
            </Button>
          </form>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function rangeError(range: DayRange, today: string, maxDays: number): string | null {
  if (!range.from || !range.to) return 'Choose both days.';
  if (range.from > range.to) return 'The end is before the start.';
  if (range.to > today) return 'The end is in the future.';
  if (addDays(range.from, maxDays - 1) < range.to) return `At most ${maxDays} days.`;
  return null;
}
