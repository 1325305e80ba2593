import type { EvaluationMetrics, ModelCard } from '@placard/contracts';
import { differenceWords, intervalRows } from '../explanation/interval-words.ts';
import {
  type MetricColumn,
  metricText,
  ORDER_AND_CALL_COLUMNS,
  PREDICTION_COLUMNS,
} from '../metric-columns.ts';
import { featureName } from '../names/feature-names.ts';
import { kindName } from '../names/kind-names.ts';
import { isReadBy, settingName } from '../names/setting-names.ts';

/** A model card for paper: what a section says before its table, and the table. */
export type CardSection = {
  readonly title: string;
  readonly paragraphs: readonly string[];
  readonly table: {
    readonly header: readonly string[];
    readonly rows: readonly (readonly string[])[];
  } | null;
};

export type ExportedModel = {
  readonly id: string;
  readonly kind: string;
  readonly stage: string;
  readonly marketName: string;
  readonly card: ModelCard;
  readonly gates:
    | readonly { readonly gate: string; readonly verdict: string; readonly reason: string }[]
    | null;
};

/** All that a card says, in the order in which it is asked; parts that an older card lacks are left out. */
export function cardSections({ id, stage, marketName, card, gates }: ExportedModel): CardSection[] {
  const { metrics, dataWindow, rows, explanation, structure, intervals, baselineDifferences } =
    card;
  const sections: (CardSection | null)[] = [
    section('Overview', {
      header: ['', ''],
      rows: [
        ['Version', id],
        ['Market', marketName],
        ['Stage', stage],
        ['Kind', kindName(card.kind)],
        ['Engine, seed', `${card.engine}, ${card.seed}`],
        ['Trained', `${instant(card.trainedAtMs)}, in ${(card.durationMs / 1000).toFixed(1)} s`],
        ['Data', `${instant(dataWindow.fromMs)} to ${instant(dataWindow.toMs)}`],
        ['Tested on data from', instant(dataWindow.splitAtMs)],
        ['Rows (train, validation, test)', [rows.train, rows.validation, rows.test].join(', ')],
        [
          'Parameters (dense, embeddings)',
          `${card.parameterCount.dense}, ${card.parameterCount.embeddings}`,
        ],
      ],
    }),
    section('Metrics', comparison(card, PREDICTION_COLUMNS), [
      `${metrics.rows} rows with ${metrics.clicks} clicks, later than anything trained on.`,
    ]),
    metrics.shown || metrics.called
      ? section('Order and calls', comparison(card, ORDER_AND_CALL_COLUMNS), [
          'Order within what each viewer was shown; a click is called where at least the mean rate is predicted.',
        ])
      : null,
    intervals
      ? section(
          'How sure the figures are',
          {
            header: ['Measure', 'Estimate (95 % interval)'],
            rows: intervalRows(intervals).map(({ label, text }) => [label, text]),
          },
          differenceWords(baselineDifferences ?? {}).flatMap(({ baseline, sentences }) =>
            sentences.map((sentence) => `Against ${kindName(baseline)}: ${sentence}`),
          ),
        )
      : null,
    gates
      ? section('Gates', {
          header: ['Gate', 'Verdict', 'Reason'],
          rows: gates.map(({ gate, verdict, reason }) => [gate, verdict, reason]),
        })
      : null,
    section('Calibration', {
      header: ['Predicted', 'Observed', 'Rows'],
      rows: card.calibrationBins.map((bin) => [
        bin.meanPredicted.toFixed(5),
        bin.meanObserved.toFixed(5),
        String(bin.count),
      ]),
    }),
    section('Slices', {
      header: ['Slice', 'Rows', ...PREDICTION_COLUMNS.map(({ label }) => label)],
      rows: card.slices.map(({ slice, value, metrics: each }) => [
        `${featureName(slice)}: ${shortened(value)}`,
        String(each.rows),
        ...PREDICTION_COLUMNS.map((column) => metricText(column, each, 'undefined')),
      ]),
    }),
    explanation
      ? section(
          'What it goes by',
          {
            header: ['Feature', 'Rise in log loss without it'],
            rows: explanation.importance.map((each) => [
              featureName(each.feature),
              each.logLossRise.toFixed(6),
            ]),
          },
          [`Permutation importance on ${explanation.rows} rows.`],
        )
      : null,
    structure
      ? section('Layers', {
          header: ['Parameter', 'Shape', 'Count'],
          rows: structure.parameters.map(({ name, shape, count }) => [
            name,
            shape.join(' x ') || 'scalar',
            String(count),
          ]),
        })
      : null,
    section('Features', {
      header: ['Feature', 'Side', 'Rows'],
      rows: card.features.map((each) => [featureName(each.name), each.side, String(each.rows)]),
    }),
    section('Hyperparameters', {
      header: ['Name', 'Value'],
      rows: Object.entries(card.hyperparameters)
        .filter(([name, value]) => value !== null && isReadBy(card.kind, name))
        .map(([name, value]) => [
          settingName(name),
          Array.isArray(value) ? value.join(' x ') : String(value),
        ]),
    }),
  ];
  return sections.filter((each) => each !== null);
}

/** Ids begin alike and are too long for a column: their end tells them apart. */
function shortened(value: string): string {
  return value.length > 20 ? `…${value.slice(-8)}` : value;
}

function section(
  title: string,
  table: NonNullable<CardSection['table']>,
  paragraphs: readonly string[] = [],
): CardSection | null {
  if (table.rows.length === 0 && paragraphs.length === 0) return null;
  return { title, paragraphs, table: table.rows.length > 0 ? table : null };
}

/** The model beside each baseline on the same rows. */
function comparison(card: ModelCard, columns: readonly MetricColumn[]) {
  const row = (name: string, metrics: EvaluationMetrics) => [
    kindName(name),
    ...columns.map((column) => metricText(column, metrics, 'undefined')),
  ];
  return {
    header: ['Model', ...columns.map(({ label }) => label)],
    rows: [
      row(card.kind, card.metrics),
      ...Object.entries(card.baselines).map(([name, each]) => row(name, each)),
    ],
  };
}

function instant(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
