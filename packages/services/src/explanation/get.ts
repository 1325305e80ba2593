import { decisionExplanationSchema } from '@placard/contracts';
import { decisionExplanations, modelVersions } from '@placard/db';
import { asc, eq } from 'drizzle-orm';
import type { ServiceContext } from '../context.ts';
import { type DecisionIdInput, decisionIdInput } from '../decision/schemas.ts';
import { type Call, parseInput } from '../input.ts';
import { staffRead } from '../transaction.ts';

/**
 * What versions make of a decision, those under way among them with the share done, in the order they were asked.
 * Staff only.
 */
export async function getExplanations({ ctx, input }: Call<DecisionIdInput>) {
  const { decisionId } = parseInput(decisionIdInput, input);
  const rows = await staffRead(ctx, (tx) =>
    tx
      .select({
        modelVersionId: decisionExplanations.modelVersionId,
        modelKind: modelVersions.kind,
        stage: modelVersions.stage,
        status: decisionExplanations.status,
        result: decisionExplanations.result,
        error: decisionExplanations.error,
        createdAt: decisionExplanations.createdAt,
        finishedAt: decisionExplanations.finishedAt,
      })
      .from(decisionExplanations)
      .innerJoin(modelVersions, eq(modelVersions.id, decisionExplanations.modelVersionId))
      .where(eq(decisionExplanations.decisionId, decisionId))
      .orderBy(asc(decisionExplanations.createdAt)),
  );
  return Promise.all(
    rows.map(async (row) => ({
      ...row,
      result: decisionExplanationSchema.nullable().parse(row.result),
      progress:
        row.status === 'running'
          ? await shareDone(ctx, { decisionId, modelVersionId: row.modelVersionId })
          : null,
    })),
  );
}

/** Null while the queue is away: what is known of the explanation stands in its row. */
async function shareDone(
  { queue }: ServiceContext,
  payload: { decisionId: string; modelVersionId: string },
): Promise<number | null> {
  try {
    return (await queue.progress?.('explain-decision', payload)) ?? null;
  } catch {
    return null;
  }
}
