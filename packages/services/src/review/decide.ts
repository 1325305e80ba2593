import { creativeVersions } from '@placard/db';
import type { Id } from '@placard/domain';
import { eq } from 'drizzle-orm';
import { nowOf, type ServiceContext } from '../context.ts';
import { notFound, ServiceError } from '../errors.ts';
import { staffWrite } from '../transaction.ts';

type Verdict =
  | { readonly status: 'approved'; readonly reason: null }
  | { readonly status: 'rejected'; readonly reason: string };

/**
 * Records a verdict. What was decided may be decided otherwise (a take-down, an appeal), but not twice the
 * same way: two reviewers at once are told so. @throws not-found, conflict
 */
export async function decideReview(
  ctx: ServiceContext,
  creativeVersionId: Id<'crv'>,
  verdict: Verdict,
): Promise<void> {
  const { actor } = ctx;
  const reviewedBy = actor.kind === 'staff' ? actor.userId : null;
  await staffWrite(ctx, async ({ tx, audit }) => {
    const [version] = await tx
      .select()
      .from(creativeVersions)
      .where(eq(creativeVersions.id, creativeVersionId))
      .for('update');
    if (!version) throw notFound('Creative version');
    if (version.reviewStatus === verdict.status) {
      throw new ServiceError('conflict', `This version is ${verdict.status} already.`);
    }
    await tx
      .update(creativeVersions)
      .set({
        reviewStatus: verdict.status,
        reviewReason: verdict.reason,
        reviewedBy,
        reviewedAt: nowOf(ctx),
      })
      .where(eq(creativeVersions.id, creativeVersionId));
    await audit(version.organizationId, {
      action: verdict.status === 'approved' ? 'review.approve' : 'review.reject',
      entityId: creativeVersionId,
      detail: {
        creativeId: version.creativeId,
        before: version.reviewStatus,
        reason: verdict.reason,
      },
    });
  });
}
