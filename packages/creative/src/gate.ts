import { CreativeError } from './creative-error.ts';

/**
 * At most `running` at a time and `waiting` more in line; whoever comes then is turned away, so that a flood
 * of uploads costs neither memory nor everyone else's time.
 */
export function createGate(running: number, waiting: number) {
  let active = 0;
  const line: (() => void)[] = [];
  return async function through<T>(work: () => Promise<T>): Promise<T> {
    if (active >= running) {
      if (line.length >= waiting) {
        throw new CreativeError('busy', 'Too many uploads at once. Try again in a moment.');
      }
      await new Promise<void>((enter) => line.push(enter));
    } else {
      active += 1;
    }
    try {
      return await work();
    } finally {
      // The place passes straight to the next in line: nobody can slip in between.
      const next = line.shift();
      if (next) next();
      else active -= 1;
    }
  };
}
