import { rename } from 'node:fs/promises';
import type { FeatureValues } from '@placard/contracts';
import { type TrainingRow, writeRowsFile } from '@placard/training';
import type pg from 'pg';

export type ExportOptions = {
  readonly pool: pg.Pool;
  readonly marketId: string;
  /** Decisions before this are left out; null exports all. */
  readonly fromMs: number | null;
  /** Absolute path; the file appears whole or not at all. */
  readonly file: string;
  readonly signal: AbortSignal;
  readonly onProgress: (rows: number) => void;
};

type Row = {
  id: string;
  decided_at: Date;
  ad_id: string;
  viewer_key: string | null;
  features: FeatureValues;
  clicked: boolean;
  converted: boolean;
  shown: boolean;
};

const PAGE = 5_000;

/**
 * Writes one line for each decision that was rendered: the features as they stood at the decision, and whether
 * a valid click followed, and a conversion after it. What came without an impression was shown all the same:
 * beacons get lost. Returns the count.
 */
export async function exportRows(options: ExportOptions): Promise<number> {
  let count = 0;
  async function* rows(): AsyncGenerator<TrainingRow> {
    for await (const page of shownDecisions(options)) {
      options.signal.throwIfAborted();
      for (const row of page) {
        yield {
          atMs: row.decided_at.getTime(),
          adId: row.ad_id,
          viewerKey: row.viewer_key,
          values: row.features,
          clicked: row.clicked,
          ...(row.converted && { converted: true }),
          weight: 1,
        };
      }
      count += page.length;
      options.onProgress(count);
    }
  }
  const unfinished = `${options.file}.partial`;
  await writeRowsFile(unfinished, rows());
  await rename(unfinished, options.file);
  return count;
}

async function* shownDecisions({ pool, marketId, fromMs }: ExportOptions): AsyncGenerator<Row[]> {
  let last = { decided_at: new Date(fromMs ?? 0), id: '' };
  for (;;) {
    const { rows } = await pool.query<Row>({
      name: 'export training rows',
      text: `
        with page as (
          select id, decided_at, ad_id, viewer_key, features from decisions
          where market_id = $1 and (decided_at, id) > ($2, $3)
            and ad_id is not null and not coalesce(house, false) and features is not null
          order by decided_at, id limit ${PAGE}
        ),
        outcomes as (
          select e.decision_id, bool_or(e.kind = 'click') as clicked,
            bool_or(e.kind = 'conversion') as converted
          from events e
          where e.decision_id in (select id from page)
            and e.ivt is null and e.kind in ('impression', 'click', 'conversion')
          group by e.decision_id
        )
        select page.*, coalesce(outcomes.clicked, false) as clicked,
          coalesce(outcomes.clicked and outcomes.converted, false) as converted,
          outcomes.decision_id is not null as shown
        from page left join outcomes on outcomes.decision_id = page.id
        order by page.decided_at, page.id`,
      values: [marketId, last.decided_at, last.id],
    });
    const end = rows.at(-1);
    if (!end) return;
    const shown = rows.filter((row) => row.shown);
    if (shown.length > 0) yield shown;
    last = end;
  }
}
