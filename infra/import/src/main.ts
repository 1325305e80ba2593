/**
 * `npm run import -- --from <file or query> --placement plc_...`: sends a log of what viewers did, from a file or a
 * warehouse, to a running platform. docs/data-format.md has the columns.
 */
import { importBehaviour } from './import-behaviour.ts';
import { parseImportOptions } from './options.ts';

const SAY_EVERY = 20_000;

let saidAt = 0;
try {
  const options = parseImportOptions(process.argv.slice(2), process.env);
  const report = await importBehaviour(options, Date.now(), (rows) => {
    if (rows - saidAt < SAY_EVERY) return;
    saidAt = rows;
    console.log(`${rows} rows`);
  });
  console.log(`${report.rows} rows read`);
  const tables = { 'left out': report.left, mended: report.mended, answered: report.outcomes };
  for (const [title, counts] of Object.entries(tables)) {
    for (const [what, count] of Object.entries(counts)) console.log(`${title}: ${count} ${what}`);
  }
  if (options.dryRun) console.log('a dry run: nothing was sent');
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
