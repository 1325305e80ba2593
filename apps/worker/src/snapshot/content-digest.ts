import { createHash } from 'node:crypto';
import type { Snapshot, SnapshotCampaign } from '@placard/contracts';

export type SnapshotDigests = {
  /** What ad-servers must know at once. Of the ledger's running figures, only whether one is used up. */
  readonly urgent: string;
  /** Everything but the moment of building. */
  readonly content: string;
};

export function digestsOf(snapshot: Snapshot): SnapshotDigests {
  const { builtAtMs: _, campaigns, ...rest } = snapshot;
  const restDigest = digest(rest);
  return {
    urgent: digest([restDigest, campaigns.map(withoutFigures)]),
    content: digest([restDigest, campaigns]),
  };
}

function withoutFigures(campaign: SnapshotCampaign) {
  const { spentTotalMicros, spentByDayMicros, walletBalanceMicros, ...plan } = campaign;
  const { totalBudgetMicros, dailyBudgetMicros } = plan;
  return {
    ...plan,
    walletUsedUp: walletBalanceMicros <= 0,
    totalUsedUp: totalBudgetMicros !== null && spentTotalMicros >= totalBudgetMicros,
    daysUsedUp: Object.keys(spentByDayMicros)
      .filter((day) => (spentByDayMicros[day] ?? 0) >= dailyBudgetMicros)
      .sort(),
  };
}

/** Of the content, whatever the order of keys: a snapshot read back from its blob has its schema's. */
function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value, sortedKeys)).digest('hex');
}

function sortedKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
