import { HOUR_MS } from '@placard/domain';
import { expect, test } from 'vitest';
import { type RetrainingFacts, retrainingDue } from './due.ts';

const quiet: RetrainingFacts = {
  ...{ everyHours: null, psiAbove: null, decayAbove: null, newClicks: null },
  ...{ lastStartedMs: 0, clicksSince: 1_000_000 },
  drift: {
    featurePsi: { device: 0.05, hour: 0.9 },
    ...{ scorePsi: 0.3, normalisedEntropy: 0.95, promisedEntropy: 0.8 },
  },
};
const NOW = 10 * HOUR_MS;

test('a trigger that is not set never fires', () => {
  expect(retrainingDue(quiet, NOW)).toBeNull();
});

test.each<[string, Partial<RetrainingFacts>, RegExp | null]>([
  ['the hours are over', { everyHours: 6 }, /every 6 h, 10\.0 h after the last/],
  ['the hours are not over', { everyHours: 11 }, null],
  ['nothing ran before', { everyHours: 11, lastStartedMs: null }, /none before/],
  ['there are enough clicks', { newClicks: 500 }, /1000000 new clicks, asked for at 500/],
  ['a feature drifted', { psiAbove: 0.2 }, /PSI of hour is 0\.90, above 0\.2/],
  ['the score drifted', { psiAbove: 0.2, drift: { ...quiet.drift!, featurePsi: {} } }, /the score/],
  ['nothing drifted so far', { psiAbove: 1 }, null],
  ['it decayed', { decayAbove: 0.1 }, /0\.950 against 0\.800 when it was trained: 19 % worse/],
  ['it did not decay so far', { decayAbove: 0.2 }, null],
  ['nothing was measured', { psiAbove: 0.2, decayAbove: 0.1, drift: null }, null],
])('%s', (_case, change, reason) => {
  const due = retrainingDue({ ...quiet, ...change }, NOW);
  if (reason === null) expect(due).toBeNull();
  else expect(due).toMatch(reason);
});
