import { setTimeout as delay } from 'node:timers/promises';
import { featureValuesSchema } from '@placard/contracts';
import { closeDatabase, connectDatabase, decisions } from '@placard/db';
import { inArray } from 'drizzle-orm';
import { z } from 'zod';
import type { Dataset } from './import/dataset.ts';
import type { Played } from './play.ts';

/** An interaction with what was known and predicted when it was decided, as the platform logged it. */
export const loggedRowSchema = z.object({
  number: z.int(),
  viewerId: z.string(),
  itemId: z.string(),
  adId: z.string(),
  clicked: z.boolean(),
  atMs: z.number(),
  /** `posterior-mean`, or the id of the model version that served. */
  predictor: z.string(),
  /** As served: of the model, as the market's latest outcomes corrected it. */
  pCtr: z.number(),
  /** Before that. */
  modelPCtr: z.number(),
  values: featureValuesSchema,
  /** Inside the ad-server, in microseconds. */
  latencyUs: z.number(),
});
export type LoggedRow = z.infer<typeof loggedRowSchema>;

const PAGE = 2_000;
const PATIENCE_MS = 30_000;

/** Reads the decisions of played interactions back from the log, in the order of their numbers. */
export async function readLoggedRows(
  databaseUrl: string,
  dataset: Dataset,
  played: readonly Played[],
): Promise<LoggedRow[]> {
  const database = connectDatabase(databaseUrl, { poolSize: 1 });
  try {
    const rows: LoggedRow[] = [];
    for (let at = 0; at < played.length; at += PAGE) {
      const page = played.slice(at, at + PAGE);
      const startedMs = performance.now();
      // Decisions are logged behind the answer: the last ones may still be on their way.
      for (;;) {
        const logged = await readPage(database, page);
        if (logged.size === page.length) {
          rows.push(...page.map((one) => rowOf(dataset, one, logged.get(one.decisionId)!)));
          break;
        }
        if (performance.now() - startedMs > PATIENCE_MS) {
          throw new Error(`${page.length - logged.size} decisions were never logged`);
        }
        await delay(50);
      }
    }
    return rows;
  } finally {
    await closeDatabase(database);
  }
}

type Decision = Awaited<ReturnType<typeof readPage>> extends Map<string, infer D> ? D : never;

async function readPage(database: ReturnType<typeof connectDatabase>, page: readonly Played[]) {
  const found = await database
    .select({
      id: decisions.id,
      adId: decisions.adId,
      predictor: decisions.predictor,
      pCtr: decisions.pCtr,
      features: decisions.features,
      online: decisions.online,
      latencyUs: decisions.latencyUs,
    })
    .from(decisions)
    .where(
      inArray(
        decisions.id,
        page.map((one) => one.decisionId),
      ),
    );
  return new Map(found.map((row) => [row.id, row]));
}

function rowOf(dataset: Dataset, { number }: Played, decision: Decision): LoggedRow {
  const { viewerId, itemId, clicked, atMs } = dataset.interactions[number]!;
  const { adId, pCtr, features, predictor, online, latencyUs } = decision;
  if (adId === null || pCtr === null || features === null) {
    throw new Error(`the decision of interaction ${number} was logged without its ad`);
  }
  return {
    number,
    viewerId,
    itemId,
    adId,
    clicked,
    atMs,
    predictor: predictor.kind === 'model' ? predictor.modelVersionId : predictor.kind,
    pCtr,
    modelPCtr: online?.modelPCtr ?? pCtr,
    values: features,
    latencyUs,
  };
}
