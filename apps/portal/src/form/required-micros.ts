import { z } from 'zod';

/** An amount above zero, from a MoneyInput, which holds null while its text is no amount. */
export function requiredMicros(message = 'Enter an amount, such as 120.00.') {
  return z
    .number()
    .nullable()
    .transform((micros, context) => {
      if (micros !== null && micros > 0) return micros;
      context.issues.push({
        code: 'custom',
        input: micros,
        message: micros === null ? message : 'More than zero.',
      });
      return z.NEVER;
    });
}
