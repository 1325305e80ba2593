import { readFile, writeFile } from 'node:fs/promises';
import { SessionPolicyError } from './session-policy/fit-session-policy.ts';
import { learnSessionPolicy, visitsInputSchema } from './session-policy/learn-session-policy.ts';

// The program that learns a session policy, apart because growing trees blocks the event loop. Started with the paths
// of its input, of the policy and of its report; writes neither where there is too little to learn from.

const [, , inputFile, policyFile, reportFile] = process.argv;
if (!inputFile || !policyFile || !reportFile) {
  throw new Error('usage: session-policy-main.ts <input.json> <policy.json> <report.json>');
}
try {
  const input = visitsInputSchema.parse(JSON.parse(await readFile(inputFile, 'utf8')));
  const { policy, report } = learnSessionPolicy(input);
  await writeFile(policyFile, JSON.stringify(policy));
  await writeFile(reportFile, JSON.stringify(report));
} catch (error) {
  if (!(error instanceof SessionPolicyError)) throw error;
}
