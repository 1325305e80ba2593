// Fails when an import breaks the MAY_IMPORT table, or when suspiciously few modules were seen.
import { cruise, format } from 'dependency-cruiser';
import { cruiseSettings } from '../architecture/cruise.mjs';
import { MAY_IMPORT } from '../architecture/may-import.mjs';

/** Far below what there is: a parser that reads no TypeScript finds next to nothing. */
const FEWEST_MODULES = 600;

const { forbidden, options } = cruiseSettings;
const { output } = await cruise(Object.keys(MAY_IMPORT), {
  ...options,
  validate: true,
  ruleSet: { forbidden },
});
if (typeof output === 'string') throw new Error('dependency-cruiser answered text, not data');
const report = await format(output, { outputType: 'err-long' });
console.log(report.output);
const { totalCruised } = output.summary;
if (totalCruised < FEWEST_MODULES) {
  console.error(
    `Only ${totalCruised} modules were read, ${FEWEST_MODULES} are the least to expect.`,
  );
  process.exitCode = 1;
}
if (output.summary.error > 0) process.exitCode = 1;
