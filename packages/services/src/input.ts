import type { z } from 'zod';
import type { ServiceContext } from './context.ts';
import { ServiceError } from './errors.ts';

/** How every service is called. */
export type Call<Input> = { readonly ctx: ServiceContext; readonly input: Input };
export type CallWithoutInput = { readonly ctx: ServiceContext };

/** @throws ServiceError `invalid`, with the path of every problem. */
export function parseInput<S extends z.ZodType>(schema: S, input: z.input<S>): z.output<S> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map((issue) => ({
    path: issue.path.join('.'),
    message: issue.message,
  }));
  throw new ServiceError('invalid', fields[0]?.message ?? 'The input is not valid.', { fields });
}
