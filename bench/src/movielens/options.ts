import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

export interface MovieLensOptions {
  readonly dataFolder: string;
  readonly seeds: readonly number[];
  /** null: all. */
  readonly methods: readonly string[] | null;
  /** Figures of `test` are reported; settings are chosen on `validation`, which is cut from the training part. */
  readonly cut: 'test' | 'validation';
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
      settings: text,
      results: { ...text, default: `.data/bench/${name}.json` },
    },
  });
  const { data, cut } = values;
  const seeds = values.seeds.split(',').map(Number);
  if (!data || (cut !== 'test' && cut !== 'validation') || !seeds.every(Number.isInteger)) {
    console.error(`npm run bench -- ${name} --data <MovieLens-100K folder> [options]

  --seeds <list>     of splits and of learning (default 1,2,3)
  --methods <list>   some of the methods (default all)
  --cut <which>      test, or validation: cut from the training part (default test)
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
    resultsFile: resolve(base, values.results),
    settings: values.settings ? JSON.parse(values.settings) : null,
  };
}
