import type { EvaluationMetrics, ModelCard } from '@placard/contracts';
import { differenceWords, intervalRows } from '../explanation/interval-words.ts';
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

const METRICS = ['Log loss', 'NE', 'AUC', 'GAUC', 'ECE', 'Calibration'];

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
    section(
      'Metrics',
      {
        header: ['Model', ...METRICS],
        rows: [
          [kindName(card.kind), ...metricCells(metrics)],
          ...Object.entries(card.baselines).map(([name, each]) => [
            kindName(name),
            ...metricCells(each),
          ]),
        ],
      },
      [`${metrics.rows} rows with ${metrics.clicks} clicks, later than anything trained on.`],
    ),
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
      header: ['Slice', 'Rows', ...METRICS],
      rows: card.slices.map(({ slice, value, metrics: each }) => [
        `${featureName(slice)}: ${shortened(value)}`,
        String(each.rows),
        ...metricCells(each),
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

function metricCells(metrics: EvaluationMetrics): string[] {
  const { logLoss, normalisedEntropy, auc, gauc, ece, calibrationRatio } = metrics;
  const cell = (value: number | null, digits: number) => value?.toFixed(digits) ?? 'undefined';
  return [
    cell(logLoss, 5),
    cell(normalisedEntropy, 4),
    cell(auc, 4),
    cell(gauc, 4),
    cell(ece, 4),
    cell(calibrationRatio, 3),
  ];
}

function instant(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
