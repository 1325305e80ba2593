'use client';

import type { ModelCard } from '@placard/contracts';
import { Card, formatPercent } from '@placard/ui';
import { OverlaidCurves, RocCurve } from '@placard/ui/charts';

const OLDER = 'This version was trained before its curves were kept.';

/** ROC and precision over recall on the later time slice. */
export function AccuracyCurves({ card }: { card: ModelCard }) {
  const { rocPoints = [], prPoints = [], metrics } = card;
  const rate = (value: number) => formatPercent(value, { decimals: 0 });
  const share = metrics.rows > 0 ? metrics.clicks / metrics.rows : 0;
  return (
    <div className="grid items-start gap-6 xl:grid-cols-2">
      <Card>
        <RocCurve
          description={
            metrics.auc === null
              ? undefined
              : `AUC ${metrics.auc.toFixed(4)}; the diagonal is chance.`
          }
          curves={rocPoints.length > 0 ? [{ label: 'True positive rate', points: rocPoints }] : []}
          emptyText={OLDER}
        />
      </Card>
      <Card>
        <OverlaidCurves
          title="Precision and recall"
          description={`Chance is a precision of ${formatPercent(share)}, the share of clicks.`}
          curves={
            prPoints.length > 0
              ? [
                  {
                    label: 'Precision',
                    points: prPoints.map(({ recall, precision }) => ({ x: recall, y: precision })),
                  },
                ]
              : []
          }
          xLabel="Recall"
          yLabel="Precision"
          formatX={rate}
          formatY={(value) => formatPercent(value)}
          axisFormatY={rate}
          emptyText={OLDER}
        />
      </Card>
    </div>
  );
}
