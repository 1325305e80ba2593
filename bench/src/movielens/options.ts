import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

export interface MovieLensOptions {
  readonly dataFolder: string;
  readonly seeds: readonly number[];
  /** null: all. */
  readonly methods: readonly string[] | null;
  /** Figures of `test` are reported; settings are chosen on `validation`, which is cut from the training part. */
  readonly cut: 'test' | 'validation';
  /** Ratings: random ones of each seed, or the data set's own; null: its own where all five are in the folder. */
  readonly folds: 'random' | 'own' | null;
  readonly resultsFile: string;
  /** Instead of those written down: to try others on the validation cut. */
  readonly settings: Readonly<Record<string, unknown>> | null;
}

/** Exits with the usage where arguments make no sense. */
export function movieLensOptions(name: string): MovieLensOptions {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    options: {
      data: text,
      seeds: { ...text, default: '1,2,3' },
      methods: text,
      cut: { ...text, default: 'test' },
      folds: text,
      settings: text,
      results: { ...text, default: `.data/bench/${name}.json` },
    },
  });
  const { data, cut, folds } = values;
  const seeds = values.seeds.split(',').map(Number);
  const cutKnown = cut === 'test' || cut === 'validation';
  const foldsKnown = folds === undefined || folds === 'random' || folds === 'own';
  if (!data || !cutKnown || !foldsKnown || !seeds.every(Number.isInteger)) {
    console.error(`npm run bench -- ${name} --data <MovieLens-100K folder> [options]

  --seeds <list>     of splits and of learning (default 1,2,3)
  --methods <list>   some of the methods (default all)
  --cut <which>      test, or validation: cut from the training part (default test)
  --folds <which>    of ratings: random, or own: u1 .. u5 in the folder (default own if all five are there)
  --settings <json>  settings to try in place of those written down; with --cut validation only
  --results <file>   finished figures; a run that was cut resumes from it`);
    process.exit(2);
  }
  if (values.settings && cut === 'test') throw new Error('settings are tried on validation only');
  // npm runs scripts in the checkout; INIT_CWD is where the person typed the command.
  const base = process.env.INIT_CWD ?? process.cwd();
  return {
    dataFolder: resolve(base, data),
    seeds,
    methods: values.methods?.split(',') ?? null,
    cut,
    folds: folds ?? null,
    resultsFile: resolve(base, values.results),
    settings: values.settings ? JSON.parse(values.settings) : null,
  };
}
