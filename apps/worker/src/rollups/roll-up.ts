import type { LoggedEvent } from '@placard/contracts';
import type pg from 'pg';
import { addToRollups, hourOf } from './write-rollups.ts';

/** Counts a batch of events into the hourly rows of both sides. Behaviour without an ad counts nowhere. */
export async function rollUpEvents(
  client: pg.PoolClient,
  events: readonly LoggedEvent[],
): Promise<void> {
  const shown = events.flatMap((event) =>
    event.decision ? [{ ...event, decision: event.decision }] : [],
  );
  await addToRollups(
    client,
    'advertiser_rollups',
    shown.map((event) => ({
      organization_id: event.decision.advertiserOrganizationId,
      advertiser_id: event.decision.advertiserId,
      campaign_id: event.decision.campaignId,
      ad_group_id: event.decision.adGroupId,
      ad_id: event.decision.adId,
      hour: hourOf(event.occurredAtMs),
      ...countsOf(event),
      conversion_value_micros:
        event.kind === 'conversion' && !event.ivt ? Math.round(event.value ?? 0) : 0,
    })),
  );
  await addToRollups(
    client,
    'publisher_rollups',
    shown.flatMap((event) =>
      event.placementId === null
        ? []
        : [
            {
              organization_id: event.publisherOrganizationId,
              property_id: event.propertyId,
              placement_id: event.placementId,
              hour: hourOf(event.occurredAtMs),
              ...countsOf(event),
            },
          ],
    ),
  );
}

function countsOf({ kind, ivt }: LoggedEvent) {
  const one = (wanted: LoggedEvent['kind']) => Number(!ivt && kind === wanted);
  return {
    impressions: one('impression'),
    viewables: one('viewable'),
    clicks: one('click'),
    conversions: one('conversion'),
    invalid: Number(ivt !== null),
  };
}
