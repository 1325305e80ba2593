import { driftReports } from '@placard/db';
import { desc, eq } from 'drizzle-orm';
import { type Call, parseInput } from '../input.ts';
import { type ModelVersionIdInput, modelVersionIdInput } from '../model-version/schemas.ts';
import { staffRead } from '../transaction.ts';

const DAYS = 90;

/** A version's days as champion, oldest first: how far the data has moved, and how well it did. Staff only. */
export async function listDrift({ ctx, input }: Call<ModelVersionIdInput>) {
  const { modelVersionId } = parseInput(modelVersionIdInput, input);
  const rows = await staffRead(ctx, (tx) =>
    tx
      .select()
      .from(driftReports)
      .where(eq(driftReports.modelVersionId, modelVersionId))
      .orderBy(desc(driftReports.day))
      .limit(DAYS),
  );
  return rows.reverse();
}
