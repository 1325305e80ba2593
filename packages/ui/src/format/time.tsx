/** An instant in a named zone: "22 Nov 2026, 17:54". The zone is never the browser's by accident. */
export function formatInstant(
  instant: Date | string | number,
  timeZone: string,
  locale = 'en-GB',
): string {
  return new Intl.DateTimeFormat(locale, {
    timeZone,
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  }).format(new Date(instant));
}

/** A calendar day written YYYY-MM-DD: "22 Nov" or "22 Nov 2026". It has no zone. */
export function formatDay(day: string, { year = false, locale = 'en-GB' } = {}): string {
  return new Intl.DateTimeFormat(locale, {
    timeZone: 'UTC',
    day: 'numeric',
    month: 'short',
    ...(year ? { year: 'numeric' as const } : {}),
  }).format(new Date(`${day}T00:00:00Z`));
}

export function Instant({ at, timeZone }: { at: Date | string | number; timeZone: string }) {
  const date = new Date(at);
  return (
    <time
      dateTime={date.toISOString()}
      title={`${formatInstant(date, timeZone)} (${timeZone})`}
      className="figures whitespace-nowrap"
    >
      {formatInstant(date, timeZone)}
    </time>
  );
}
