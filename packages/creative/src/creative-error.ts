/** Why an upload or a landing page is refused. */
export const CREATIVE_PROBLEMS = [
  'empty',
  'too-large',
  'unsupported-type',
  'undecodable',
  'dimensions',
  'too-many-frames',
  'too-slow',
  'busy',
  'landing-url',
] as const;
export type CreativeProblem = (typeof CREATIVE_PROBLEMS)[number];

/** An error whose message the uploader may read. */
export class CreativeError extends Error {
  readonly problem: CreativeProblem;

  constructor(problem: CreativeProblem, message: string, options: { cause?: unknown } = {}) {
    super(message, options);
    this.name = 'CreativeError';
    this.problem = problem;
  }
}
