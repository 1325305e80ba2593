import type { Agreement } from './agreement.ts';
import { AUDIENCES, type Audience, type SplitResult } from './evaluate.ts';

export type ReplayResult = {
  readonly dataset: string;
  readonly interactions: number;
  readonly viewers: number;
  readonly items: number;
  readonly deepKind: string;
  readonly windowSeconds: number;
  readonly trainShare: number;
  readonly seed: number;
  readonly byTime: SplitResult;
  readonly perViewer: SplitResult;
  readonly agreement: Agreement;
  readonly latency: {
    readonly oneAdHttpMs: Percentiles;
    readonly oneAdServerMs: Percentiles;
    /** By model kind. */
    readonly tenSlotsHttpMs: Readonly<Record<string, Percentiles>>;
  };
  readonly replaySeconds: number;
};

export type Percentiles = { readonly p50: number; readonly p99: number };

export function percentiles(values: readonly number[]): Percentiles {
  const sorted = Float64Array.from(values).sort();
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  return { p50: at(0.5) ?? Number.NaN, p99: at(0.99) ?? Number.NaN };
}

const NAMES: Readonly<Record<string, string>> = {
  'most clicked': 'most clicked (a count: no probability)',
  popularity: 'popularity (posterior mean click rate)',
};

/** The tables of a replay, as Markdown. */
export function renderReport(result: ReplayResult): string {
  const { byTime, perViewer, agreement, latency } = result;
  const percent = Math.round(result.trainShare * 100);
  const ms = ({ p50, p99 }: Percentiles) => `${p50.toFixed(1)} / ${p99.toFixed(1)} ms`;
  return [
    `# Replay of ${result.dataset}`,
    '',
    `${result.interactions} interactions of ${result.viewers} viewers with ${result.items} ads, decided and fed back in time order over HTTP in ${result.replaySeconds.toFixed(0)} s. The deep model is ${result.deepKind}; windows of ${result.windowSeconds} s; seed ${result.seed}.`,
    '',
    `## Learnt from the first ${percent} % by time, measured on the rest`,
    '',
    ...splitTables(byTime),
    'Click rates: the deep model served each row as champion, corrected by the latest outcomes as it served (the row that says so); the other models are their registered artefacts on the values logged with the very same decisions; popularity is the posterior mean logged with them. Lists: every model served them over HTTP, each as champion in its turn; random, counts and popularity are of the first part. Retrieval learnt from the first part, as the worker learns it: by itself, or the hundred films it ties to what the viewer liked last ranked by the champion, over HTTP; then by tie times click rate. A viewer of whom nothing is known gets what most turn to.',
    '',
    `## Learnt from the first ${percent} % of each viewer's own history, measured on its rest`,
    '',
    ...splitTables(perViewer),
    'Trained and measured on the values logged in the replay. Lists: ranked by the serving scorer over the whole catalogue, from the state at each viewer’s cut, rebuilt by the functions that the worker runs.',
    '',
    '## Reading the lists',
    '',
    'nDCG@10 and recall@10 count a film as a hit when the viewer chose to rate it later and liked it. An ad ranker learns P(click | shown), and here it is the viewer, not the platform, who chose what was shown: counting what everybody picks (most clicked) predicts that choice best. "nDCG@10 of the shown" orders only what each viewer did rate, and asks the ranker nothing but its own question.',
    '',
    '## Latency and agreement',
    '',
    '| | p50 / p99 |',
    '|---|---|',
    `| a decision of one ad, over HTTP, several at once | ${ms(latency.oneAdHttpMs)} |`,
    `| the same, inside the ad-server | ${ms(latency.oneAdServerMs)} |`,
    ...Object.entries(latency.tenSlotsHttpMs).map(
      ([kind, times]) => `| ten slots over the catalogue, over HTTP, ${kind} | ${ms(times)} |`,
    ),
    '',
    `Served click rates and the scorer on the logged values differ by at most ${agreement.servedPCtr.toExponential(1)}; before a model, served and logged posterior means by at most ${agreement.posteriorMean.toExponential(1)}. The rebuilt state repeats ${(100 * agreement.rebuiltValues).toFixed(2)} % of the logged values exactly (those of what ads say aside), and ${(100 * agreement.rebuiltCounters).toFixed(1)} % of the ad counters, which an ad-server reads twice a second.`,
    '',
  ].join('\n');
}

function splitTables({ rows, lists }: SplitResult): string[] {
  return AUDIENCES.flatMap((audience) => {
    const anyRows = rows.random?.[audience];
    if (!anyRows) return [];
    const viewers = lists.random?.[audience]?.viewers ?? 0;
    return [
      `**${titleOf(audience)}**: ${anyRows.rows} rows, ${anyRows.clicks} clicks; lists for ${viewers} viewers`,
      '',
      '| method | AUC | GAUC | log loss | calibration | nDCG@10 of the shown | nDCG@10 | recall@10 | coverage | novelty, bits |',
      '|---|---|---|---|---|---|---|---|---|---|',
      ...Object.keys({ ...rows, ...lists }).map((method) => {
        const row = rows[method]?.[audience];
        const list = lists[method]?.[audience];
        const isRate = method !== 'random' && method !== 'most clicked';
        const cells = [
          row?.auc?.toFixed(4),
          row?.gauc?.toFixed(4),
          isRate ? row?.logLoss.toFixed(4) : undefined,
          isRate ? row?.calibrationRatio?.toFixed(3) : undefined,
          row?.shownNdcg?.toFixed(4),
          list?.ndcg.toFixed(4),
          list?.recall.toFixed(4),
          list?.coverage.toFixed(3),
          list?.novelty?.toFixed(2),
        ];
        return `| ${NAMES[method] ?? method} | ${cells.map((cell) => cell ?? '–').join(' | ')} |`;
      }),
      '',
    ];
  });
}

function titleOf(audience: Audience): string {
  const titles = { all: 'All viewers', known: 'Known viewers', new: 'New viewers' } as const;
  return titles[audience];
}
