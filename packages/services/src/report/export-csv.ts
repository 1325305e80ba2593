import { decimalFromMicros } from '@placard/domain';
import type { Call } from '../input.ts';
import { advertiserDelivery } from './advertiser-delivery.ts';
import { csvText } from './csv.ts';
import { publisherRevenue } from './publisher-revenue.ts';
import type { AdvertiserReportInput, PublisherReportInput } from './schemas.ts';

/** The advertiser's report as CSV text; money as decimals of the account's currency. */
export async function exportAdvertiserCsv(call: Call<AdvertiserReportInput>): Promise<string> {
  const { points, currency } = await advertiserDelivery(call);
  return csvText(
    [
      'time',
      'impressions',
      'viewable impressions',
      'clicks',
      'CTR',
      'conversions',
      `spend ${currency}`,
    ],
    points.map((p) => [
      p.label,
      p.impressions,
      p.viewables,
      p.clicks,
      p.ctr,
      p.conversions,
      decimalFromMicros(p.spendMicros),
    ]),
  );
}

/** The publisher's report as CSV text; money as decimals of the account's currency. */
export async function exportPublisherCsv(call: Call<PublisherReportInput>): Promise<string> {
  const { points, currency } = await publisherRevenue(call);
  return csvText(
    [
      'time',
      'requests',
      'filled',
      'fill rate',
      'impressions',
      'clicks',
      `revenue ${currency}`,
      `eCPM ${currency}`,
    ],
    points.map((p) => [
      p.label,
      p.requests,
      p.filled,
      p.fillRate,
      p.impressions,
      p.clicks,
      decimalFromMicros(p.payoutMicros),
      p.eCpmMicros === null ? null : decimalFromMicros(p.eCpmMicros),
    ]),
  );
}
