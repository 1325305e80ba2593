import { Card, Skeleton, StatRow } from '@placard/ui';

const STATS = ['one', 'two', 'three', 'four', 'five'];

/** The shape of a report while its figures are on their way. */
export function ReportSkeleton({ label }: { label: string }) {
  return (
    <div role="status" aria-label={`Loading ${label}`} className="flex flex-col gap-6">
      <StatRow>
        {STATS.map((each) => (
          <div
            key={each}
            className="flex flex-col gap-2.5 rounded-lg border border-border bg-surface px-4 py-4"
          >
            <Skeleton className="h-3.5 w-20" />
            <Skeleton className="h-6 w-28" />
          </div>
        ))}
      </StatRow>
      <Card>
        <Skeleton className="h-64 w-full" />
      </Card>
    </div>
  );
}
