import { decisionExplanations, decisions, modelVersions } from '@placard/db';
import { and, eq } from 'drizzle-orm';
import { nowOf, type ServiceContext } from '../context.ts';
import { invalid, notFound } from '../errors.ts';
import { type Call, parseInput } from '../input.ts';
import { staffWrite } from '../transaction.ts';
import { type RequestExplanationInput, requestExplanationInput } from './schemas.ts';

/**
 * Asks what a version makes of a decision's winner: a row, then a job. One that is there already stays as it is;
 * one that failed is tried again. `enqueued` is false when the queue was away; the worker's reconciliation then
 * picks the row up. Staff only. @throws not-found, invalid
 */
export async function requestExplanation({ ctx, input }: Call<RequestExplanationInput>) {
  const { decisionId, modelVersionId } = parseInput(requestExplanationInput, input);
  const table = decisionExplanations;
  const status = await staffWrite(ctx, async ({ tx, audit }) => {
    const [decision] = await tx
      .select({ marketId: decisions.marketId, features: decisions.features })
      .from(decisions)
      .where(eq(decisions.id, decisionId));
    if (!decision) throw notFound('Decision');
    if (!decision.features)
      throw invalid('This decision showed nothing that a model could explain.');
    const [version] = await tx
      .select({ marketId: modelVersions.marketId })
      .from(modelVersions)
      .where(eq(modelVersions.id, modelVersionId));
    if (!version) throw notFound('Model version');
    if (version.marketId !== decision.marketId) {
      throw invalid('This version belongs to another market than the decision.', 'modelVersionId');
    }
    await tx
      .insert(table)
      .values({
        ...{ decisionId, modelVersionId, createdAt: nowOf(ctx) },
        requestedBy: ctx.actor.kind === 'staff' ? ctx.actor.userId : null,
      })
      .onConflictDoNothing();
    const [row] = await tx
      .select({ status: table.status })
      .from(table)
      .where(and(eq(table.decisionId, decisionId), eq(table.modelVersionId, modelVersionId)))
      .for('update');
    if (row?.status === 'failed') {
      await tx
        .update(table)
        .set({ status: 'queued', error: null, finishedAt: null, createdAt: nowOf(ctx) })
        .where(and(eq(table.decisionId, decisionId), eq(table.modelVersionId, modelVersionId)));
    }
    await audit(null, {
      action: 'decision-explanation.request',
      entityId: modelVersionId,
      detail: { decisionId },
    });
    return row?.status ?? 'queued';
  });
  if (status === 'succeeded') return { enqueued: true };
  return { enqueued: await enqueued(ctx, { decisionId, modelVersionId }) };
}

async function enqueued(
  ctx: ServiceContext,
  payload: { decisionId: string; modelVersionId: string },
): Promise<boolean> {
  try {
    await ctx.queue.enqueue('explain-decision', payload);
    return true;
  } catch {
    return false;
  }
}
