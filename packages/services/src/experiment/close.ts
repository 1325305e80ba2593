import { experiments, type Transaction } from '@placard/db';
import { and, eq } from 'drizzle-orm';
import { nowOf, type ServiceContext } from '../context.ts';

/** Ends every experiment of a version that runs, in the caller's transaction. Answers their ids. */
export async function closeExperiments(
  ctx: ServiceContext,
  tx: Transaction,
  end: {
    readonly modelVersionId: `mdl_${string}`;
    readonly status: 'stopped' | 'rolled-back' | 'promoted';
    readonly reason: string;
  },
) {
  const { actor } = ctx;
  const endedBy =
    actor.kind === 'staff' ? actor.userId : actor.kind === 'system' ? actor.name : null;
  return tx
    .update(experiments)
    .set({ status: end.status, reason: end.reason, endedAt: nowOf(ctx), endedBy })
    .where(
      and(eq(experiments.modelVersionId, end.modelVersionId), eq(experiments.status, 'running')),
    )
    .returning({ id: experiments.id });
}
