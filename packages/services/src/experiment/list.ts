import {
  canaryReportSchema,
  experimentSettingsSchema,
  shadowReportSchema,
} from '@placard/contracts';
import { experiments, markets } from '@placard/db';
import { and, desc, eq } from 'drizzle-orm';
import { type Call, parseInput } from '../input.ts';
import { staffRead } from '../transaction.ts';
import { type ListExperimentsInput, listExperimentsInput } from './schemas.ts';

/** Trials, newest first, each with what its last evaluation found. Staff only. */
export async function listExperiments({ ctx, input }: Call<ListExperimentsInput>) {
  const { modelVersionId, marketId, limit } = parseInput(listExperimentsInput, input);
  const rows = await staffRead(ctx, (tx) =>
    tx
      .select({ experiment: experiments, marketName: markets.name })
      .from(experiments)
      .innerJoin(markets, eq(markets.id, experiments.marketId))
      .where(
        and(
          modelVersionId && eq(experiments.modelVersionId, modelVersionId),
          marketId && eq(experiments.marketId, marketId),
        ),
      )
      .orderBy(desc(experiments.id))
      .limit(limit),
  );
  return rows.map(({ experiment: { report, settings, kind, ...experiment }, marketName }) => ({
    ...experiment,
    marketName,
    kind,
    settings: experimentSettingsSchema.parse(settings),
    canary: kind === 'canary' && report ? canaryReportSchema.parse(report) : null,
    shadow: kind === 'shadow' && report ? shadowReportSchema.parse(report) : null,
  }));
}
