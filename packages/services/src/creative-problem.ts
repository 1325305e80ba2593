import { CreativeError, type CreativeProblem } from '@placard/creative';
import { type ErrorCode, ServiceError } from './errors.ts';

const CODES: Record<CreativeProblem, ErrorCode> = {
  empty: 'invalid',
  'too-large': 'invalid',
  'unsupported-type': 'invalid',
  undecodable: 'invalid',
  dimensions: 'invalid',
  'too-many-frames': 'invalid',
  'too-slow': 'invalid',
  'landing-url': 'invalid',
  busy: 'unavailable',
};

/** What @placard/creative refuses, as an error of the field that was wrong. */
export function fieldProblem(path: string): (error: unknown) => never {
  return (error) => {
    if (!(error instanceof CreativeError)) throw error;
    const { message, problem } = error;
    throw new ServiceError(CODES[problem], message, { fields: [{ path, message }], cause: error });
  };
}
