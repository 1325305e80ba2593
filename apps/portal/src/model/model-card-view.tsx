'use client';

import type { ModelCard } from '@placard/contracts';
import { Card, Facts, formatCount, formatInstant } from '@placard/ui';
import { CalibrationPlot, LossCurve } from '@placard/ui/charts';
import { lossPoints } from '../training/loss-points.ts';
import { AccuracyCurves } from './explanation/accuracy-curves.tsx';
import { CertaintyCard } from './explanation/certainty-card.tsx';
import { GoesBy } from './explanation/goes-by.tsx';
import { StructureCard } from './explanation/structure-card.tsx';
import { ORDER_AND_CALL_COLUMNS, PREDICTION_COLUMNS } from './metric-columns.ts';
import { MetricsTable } from './metrics-table.tsx';
import { featureName } from './names/feature-names.ts';
import { kindName } from './names/kind-names.ts';
import { isReadBy, settingName } from './names/setting-names.ts';
import { SlicesTable } from './slices-table.tsx';

/** Everything a model's card says: how good, how honest, on what data, where it is weak. */
export function ModelCardView({ card }: { card: ModelCard }) {
  const compared = {
    model: card.metrics,
    modelName: kindName(card.kind),
    baselines: card.baselines,
  };
  return (
    <>
      <Card title="Against the baselines" flush>
        <MetricsTable
          label="Metrics against the baselines"
          columns={PREDICTION_COLUMNS}
          caption={`${formatCount(card.metrics.rows)} rows with ${formatCount(card.metrics.clicks)} clicks, later in time than anything trained on.`}
          {...compared}
        />
      </Card>
      {(card.metrics.shown || card.metrics.called) && (
        <Card title="Order and calls" flush>
          <MetricsTable
            label="Order and calls against the baselines"
            columns={ORDER_AND_CALL_COLUMNS}
            caption="Order within what each viewer was shown, over those who clicked some and left some; a click is called where at least the mean rate is predicted."
            {...compared}
          />
        </Card>
      )}
      <CertaintyCard card={card} />
      <GoesBy explanation={card.explanation} />
      <AccuracyCurves card={card} />
      <div className="grid gap-6 xl:grid-cols-2">
        <Card>
          <CalibrationPlot
            bins={card.calibrationBins.map((bin) => ({
              predicted: bin.meanPredicted,
              observed: bin.meanObserved,
              count: bin.count,
            }))}
          />
        </Card>
        <Card>
          <LossCurve points={lossPoints(card.curve)} description="Log loss by training step." />
        </Card>
      </div>
      <Card title="Slices" description="The same metrics where a model may be weak." flush>
        <SlicesTable slices={card.slices} />
      </Card>
      <StructureCard card={card} />
      <div className="grid gap-6 xl:grid-cols-2">
        <Card title="Training">
          <Facts items={trainingFacts(card)} />
        </Card>
        <Card title="Features">
          <Facts
            items={card.features.map((feature) => ({
              label: featureName(feature.name),
              value: `${feature.side}, ${formatCount(feature.rows)} rows`,
            }))}
          />
        </Card>
      </div>
    </>
  );
}

function trainingFacts(card: ModelCard) {
  const { dataWindow, rows, parameterCount, hyperparameters } = card;
  const at = (ms: number) => formatInstant(ms, 'UTC');
  return [
    { label: 'Kind', value: kindName(card.kind) },
    { label: 'Engine', value: card.engine },
    { label: 'Seed', value: card.seed },
    { label: 'Trained', value: `${at(card.trainedAtMs)} UTC` },
    { label: 'Took', value: `${(card.durationMs / 1000).toFixed(1)} s` },
    { label: 'Data from', value: at(dataWindow.fromMs) },
    { label: 'Test from', value: at(dataWindow.splitAtMs) },
    { label: 'Data to', value: at(dataWindow.toMs) },
    {
      label: 'Rows (train, validation, test)',
      value: [rows.train, rows.validation, rows.test].map((n) => formatCount(n)).join(', '),
    },
    {
      label: 'Parameters (dense, embeddings)',
      value: [parameterCount.dense, parameterCount.embeddings]
        .map((n) => formatCount(n))
        .join(', '),
    },
    ...Object.entries(hyperparameters)
      .filter(([setting, value]) => value !== null && isReadBy(card.kind, setting))
      .map(([setting, value]) => ({
        label: settingName(setting),
        value: Array.isArray(value) ? value.join(' × ') : String(value),
      })),
  ];
}
