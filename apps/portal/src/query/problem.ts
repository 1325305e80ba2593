import { z } from 'zod';

/** What the API says about a refusal, beside its message. */
const problemSchema = z.object({
  message: z.string(),
  data: z
    .object({
      code: z.string().optional(),
      httpStatus: z.number().optional(),
      fields: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
      retryAfterMs: z.number().nullish(),
    })
    .nullish(),
});

export type Problem = {
  message: string;
  /** By path, such as `adGroups.0.bidMicros`. */
  fields: Record<string, string>;
  httpStatus: number | null;
  retryAfterMs: number | null;
};

const UNREACHABLE = 'The server did not answer. Check the connection and try again.';

export function problemOf(error: unknown): Problem {
  const parsed = problemSchema.safeParse(error);
  if (!parsed.success) {
    return { message: UNREACHABLE, fields: {}, httpStatus: null, retryAfterMs: null };
  }
  const { message, data } = parsed.data;
  return {
    message: data ? message : UNREACHABLE,
    fields: Object.fromEntries((data?.fields ?? []).map((field) => [field.path, field.message])),
    httpStatus: data?.httpStatus ?? null,
    retryAfterMs: data?.retryAfterMs ?? null,
  };
}

export function messageOf(error: unknown): string {
  return problemOf(error).message;
}
