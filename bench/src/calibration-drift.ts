/**
 * `npm run bench -- calibration-drift --data <folder>`: how calibrations fitted before a later test slice hold on it, in
 * all and by slice, and what the online one mends, and does to order, where outcomes are known after a minute and
 * after an hour. A logistic regression learns the first 70 % by time of a data set that the replay reads, the next
 * 10 % calibrate it, the last 20 % judge.
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { seededRandom } from '@placard/domain';
import {
  applyCalibration,
  auc,
  calibratedLogit,
  calibrationRatio,
  createFtrl,
  createOnlineCalibration,
  expectedCalibrationError,
  fitIsotonic,
  fitPlatt,
  fitTemperature,
  gauc,
  hashFeatures,
  logLoss,
} from '@placard/ranking';
import { chooseCalibration } from '@placard/training';
import type { Interaction } from './replay/import/dataset.ts';
import { readDataset } from './replay/import/read-dataset.ts';

const DIMENSION = 2 ** 18;
const EPOCHS = 3;
/** An outcome is known this long after the impression. */
const OUTCOME_AFTER_MS = { 'a minute': 60_000, 'an hour': 3_600_000 };
/** Viewers of a market so small as a replay of 8,000 ratings judges. */
const SMALL_MARKET = 16;
/** Below this, chance alone leaves .95-1.05. */
const MIN_CLICKS = 1_600;

const { values } = parseArgs({ options: { data: { type: 'string' } } });
if (!values.data) throw new Error('say where the data set is: --data <folder>');
const dataset = await readDataset(resolve(process.env.INIT_CWD ?? '.', values.data));
const itemOf = new Map(dataset.items.map((item) => [item.itemId, item]));
const viewerOf = new Map(dataset.viewers.map((viewer) => [viewer.viewerId, viewer]));

const rows = dataset.interactions.map((row) => ({
  ...row,
  x: hashFeatures(
    {
      item: row.itemId,
      viewer: row.viewerId,
      categories: itemOf.get(row.itemId)!.categories,
      ...viewerOf.get(row.viewerId)!.attributes,
    },
    DIMENSION,
  ),
}));
const [validationFrom, testFrom] = [0.7, 0.8].map((share) => Math.floor(share * rows.length)) as [
  number,
  number,
];
const train = rows.slice(0, validationFrom);
const validation = rows.slice(validationFrom, testFrom);
const test = rows.slice(testFrom);

const ftrl = createFtrl({ alpha: 0.1, l2: 1 });
const chance = seededRandom(1);
for (let i = 0; i < EPOCHS * train.length; i++) {
  const { x, clicked } = train[Math.floor(chance() * train.length)]!;
  ftrl.learn(x, clicked);
}
const logitOf = ({ x }: (typeof rows)[number]) => {
  const p = ftrl.predict(x);
  return Math.log(p / (1 - p));
};
const heldOut = { logits: validation.map(logitOf), labels: labelsOf(validation) };
const testLogits = test.map(logitOf);
const testLabels = labelsOf(test);
const platt = fitPlatt(heldOut.logits, heldOut.labels);
const { calibration: chosen } = chooseCalibration(heldOut.logits, heldOut.labels);
const fixed = {
  none: { slope: 1, intercept: 0 },
  temperature: fitTemperature(heldOut.logits, heldOut.labels),
  Platt: platt,
  isotonic: fitIsotonic(heldOut.logits, heldOut.labels, platt),
};
const predictions = new Map<string, number[]>(
  Object.entries(fixed).map(([name, calibration]) => [
    name,
    testLogits.map((logit) => applyCalibration(calibration, logit)),
  ]),
);
const everything = test.map((_, i) => i);
for (const [name, afterMs] of Object.entries(OUTCOME_AFTER_MS)) {
  predictions.set(
    `online, over the chosen (${chosen.method}), after ${name}`,
    predictOnline(everything, afterMs),
  );
}

/** Each prediction of these rows knows only those of their outcomes that were in by then. */
function predictOnline(positions: readonly number[], afterMs: number): number[] {
  const online = createOnlineCalibration({ atMs: test[positions[0]!]!.atMs });
  let known = 0;
  return positions.map((i, at) => {
    for (; known < at && test[positions[known]!]!.atMs + afterMs <= test[i]!.atMs; known++) {
      const { clicked, atMs } = test[positions[known]!]!;
      const logit = calibratedLogit(chosen, testLogits[positions[known]!]!);
      online.learn(logit, clicked, atMs + afterMs);
    }
    return online.rate(calibratedLogit(chosen, testLogits[i]!));
  });
}

const seen = new Set(train.map(({ viewerId }) => viewerId));
const slices = new Map<string, number[]>();
const place = (slice: string, i: number) => {
  const own = slices.get(slice);
  if (own) own.push(i);
  else slices.set(slice, [i]);
};
test.forEach(({ viewerId, itemId }, i) => {
  place(`test, quarter ${1 + Math.floor((4 * i) / test.length)}`, i);
  place(seen.has(viewerId) ? 'viewer known' : 'viewer new', i);
  for (const category of itemOf.get(itemId)!.categories) place(`category ${category}`, i);
  for (const [name, value] of Object.entries(viewerOf.get(viewerId)!.attributes)) {
    place(`${name} ${value}`, i);
  }
});
const judged = [...slices].filter(
  ([, positions]) => positions.filter((i) => test[i]!.clicked).length >= MIN_CLICKS,
);

console.log(`${dataset.name}: ${rows.length} rows; click rate by time:`);
for (const [name, part] of [
  ['train', train],
  ['validation', validation],
] as const) {
  console.log(`  ${name} ${(100 * rate(part)).toFixed(1)} %`);
}
for (let quarter = 0; quarter < 4; quarter++) {
  const part = test.slice((quarter * test.length) / 4, ((quarter + 1) * test.length) / 4);
  console.log(`  test, quarter ${quarter + 1} ${(100 * rate(part)).toFixed(1)} %`);
}
console.log(
  `\n| calibration | log loss | ECE | ratio | slices outside .95-1.05 | lowest | highest | AUC | AUC by viewer |`,
);
console.log('|---|---|---|---|---|---|---|---|---|');
const viewers = test.map(({ viewerId }) => viewerId);
for (const [name, rates] of predictions) {
  const ratios = judged.map(
    ([, positions]) =>
      calibrationRatio(
        positions.map((i) => rates[i]!),
        positions.map((i) => testLabels[i]!),
      )!,
  );
  const cells = [
    logLoss(rates, testLabels).toFixed(4),
    expectedCalibrationError(rates, testLabels).toFixed(4),
    calibrationRatio(rates, testLabels)!.toFixed(3),
    `${ratios.filter((ratio) => ratio < 0.95 || ratio > 1.05).length} of ${ratios.length}`,
    Math.min(...ratios).toFixed(3),
    Math.max(...ratios).toFixed(3),
    auc(rates, testLabels)!.toFixed(4),
    gauc(rates, testLabels, viewers)!.toFixed(4),
  ];
  console.log(`| ${name} | ${cells.join(' | ')} |`);
}

const groups = smallMarkets();
console.log(
  `\nWhat it does to the AUC of ${groups.length} markets of ${SMALL_MARKET} of these viewers each, that know no other outcomes:`,
);
for (const [name, afterMs] of Object.entries(OUTCOME_AFTER_MS)) {
  const changes = groups.map((positions) => {
    const labels = positions.map((i) => testLabels[i]!);
    const before = positions.map((i) => testLogits[i]!);
    return auc(predictOnline(positions, afterMs), labels)! - auc(before, labels)!;
  });
  const mean = changes.reduce((sum, change) => sum + change, 0) / changes.length;
  const said = [mean, Math.min(...changes), Math.max(...changes)].map((one) => one.toFixed(4));
  console.log(`  after ${name}: mean ${said[0]}, from ${said[1]} to ${said[2]}`);
}

/** Rows of viewers drawn by chance, those of a market in order of time. */
function smallMarkets(): number[][] {
  const ids = [...new Set(viewers)];
  const market = new Map<string, number>();
  for (let left = ids.length; left > 0; left--) {
    const [id] = ids.splice(Math.floor(chance() * left), 1);
    market.set(id!, Math.floor((left - 1) / SMALL_MARKET));
  }
  const count = Math.floor(market.size / SMALL_MARKET);
  const byMarket: number[][] = Array.from({ length: count }, () => []);
  viewers.forEach((id, i) => {
    byMarket[market.get(id)!]?.push(i);
  });
  return byMarket;
}

function labelsOf(part: readonly Interaction[]): number[] {
  return part.map(({ clicked }) => Number(clicked));
}

function rate(part: readonly Interaction[]): number {
  return part.filter(({ clicked }) => clicked).length / part.length;
}
