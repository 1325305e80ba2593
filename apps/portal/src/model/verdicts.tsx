import { Badge, type Tone } from '@placard/ui';

type Verdict = { name: string; tone: Tone; label: string; reason: string };

/** Verdicts with their reasons, as lines that wrap on a narrow screen. */
export function Verdicts({ rows }: { rows: readonly Verdict[] }) {
  return (
    <ul className="flex flex-col gap-2.5 text-sm">
      {rows.map(({ name, tone, label, reason }) => (
        <li key={name} className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
          <span className="w-24 font-medium first-letter:uppercase">{name}</span>
          <span className="w-28">
            <Badge tone={tone}>{label}</Badge>
          </span>
          <span className="min-w-0 flex-1 basis-64 text-muted wrap-anywhere">{reason}</span>
        </li>
      ))}
    </ul>
  );
}
