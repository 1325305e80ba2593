'use client';

import { Card, Facts, formatCount, Instant } from '@placard/ui';
import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '../trpc/client.ts';

type Props = { readonly marketId: `mkt_${string}`; readonly modelVersionId: string };

/** How far off a version is on its latest outcomes by itself, and as it serves: corrected by them. */
export function OnlineCalibrationCard({ marketId, modelVersionId }: Props) {
  const trpc = useTRPC();
  const { data } = useQuery(
    trpc.market.online.queryOptions({ marketId }, { refetchInterval: 10_000 }),
  );
  const own = data?.calibrations.find((one) => one.modelVersionId === modelVersionId);
  if (!data || !own) return null;
  const { recent, correction, outcomes } = own;
  const ratio = (predicted: number) =>
    recent.clicks > 0 ? (predicted / recent.clicks).toFixed(3) : 'No clicks yet';
  return (
    <Card
      title="Calibration while it serves"
      description="Expected over observed clicks of its latest outcomes, older ones counting less and less."
    >
      <Facts
        items={[
          { label: 'By the model alone', value: ratio(recent.clicksByModel) },
          { label: 'As served', value: ratio(recent.clicksServed) },
          {
            label: 'Correction of the log odds',
            value: `${correction.intercept.toFixed(3)} + ${correction.slope.toFixed(3)} × logit`,
          },
          { label: 'Outcomes learnt from', value: formatCount(outcomes) },
          { label: 'As of', value: <Instant at={data.updatedAt} timeZone="UTC" /> },
        ]}
      />
    </Card>
  );
}
