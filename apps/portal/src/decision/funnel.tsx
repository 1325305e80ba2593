import { formatCount } from '@placard/ui';
import { sourceName } from './retrieved-as.ts';

export type FunnelStage = {
  stage: string;
  kept: number;
  removed: Readonly<Record<string, number>>;
  /** Of retrieval: how many of the kept each source brought. */
  sources?: Readonly<Record<string, number>>;
};

/** How the candidates of a decision became one ad: each stage with what it removed, and why. */
export function Funnel({ stages }: { stages: readonly FunnelStage[] }) {
  const most = Math.max(1, ...stages.map((stage) => stage.kept + removedBy(stage)));
  return (
    <ol className="flex flex-col gap-4">
      {stages.map((stage) => (
        <li key={stage.stage} className="flex flex-col gap-1.5">
          <div className="flex items-baseline justify-between gap-3 text-sm">
            <span className="font-medium first-letter:uppercase">
              {stage.stage.replaceAll('-', ' ')}
            </span>
            <span className="figures text-muted">
              {formatCount(stage.kept)} kept
              {removedBy(stage) > 0 && `, ${formatCount(removedBy(stage))} removed`}
            </span>
          </div>
          <div aria-hidden="true" className="flex h-2 gap-0.5">
            <Bar share={stage.kept / most} className="bg-accent" />
            <Bar share={removedBy(stage) / most} className="bg-border-strong" />
          </div>
          {stage.sources && <Sources sources={stage.sources} />}
          {removedBy(stage) > 0 && (
            <ul className="flex flex-wrap gap-x-4 gap-y-0.5 text-xs text-muted">
              {Object.entries(stage.removed)
                .filter(([, count]) => count > 0)
                .sort(([, a], [, b]) => b - a)
                .map(([reason, count]) => (
                  <li key={reason}>
                    {reason.replaceAll('-', ' ')}:{' '}
                    <span className="figures text-text">{formatCount(count)}</span>
                  </li>
                ))}
            </ul>
          )}
        </li>
      ))}
    </ol>
  );
}

function Sources({ sources }: { sources: Readonly<Record<string, number>> }) {
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-0.5 text-xs text-muted">
      {Object.entries(sources).map(([source, count]) => (
        <li key={source}>
          {sourceName(source)}: <span className="figures text-text">{formatCount(count)}</span>
        </li>
      ))}
    </ul>
  );
}

function Bar({ share, className }: { share: number; className: string }) {
  if (share <= 0) return null;
  return (
    <span
      className={`rounded-full ${className}`}
      style={{ width: `${Math.max(1, share * 100)}%` }}
    />
  );
}

function removedBy(stage: FunnelStage): number {
  return Object.values(stage.removed).reduce((sum, count) => sum + count, 0);
}
