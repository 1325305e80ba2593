import { z } from 'zod';

const refusalSchema = z.object({
  code: z.string(),
  message: z.string(),
  fields: z.array(z.object({ path: z.string(), message: z.string() })),
  retryAfterMs: z.number().nullable(),
});

export type Refusal = { message: string; fields: Record<string, string> };

const UNAVAILABLE = 'This is not possible at the moment. Try again shortly.';

/** What the one string that next-auth lets through means to the person at the form. */
export function readRefusal(text: string | null | undefined): Refusal {
  const parsed = refusalSchema.safeParse(parseJson(text ?? ''));
  if (!parsed.success || parsed.data.code === 'unavailable') {
    return { message: UNAVAILABLE, fields: {} };
  }
  const { code, message, fields, retryAfterMs } = parsed.data;
  if (code === 'throttled') {
    return { message: `Too many attempts. Try again in ${wait(retryAfterMs)}.`, fields: {} };
  }
  return { message, fields: Object.fromEntries(fields.map((each) => [each.path, each.message])) };
}

function wait(ms: number | null): string {
  if (ms === null) return 'a while';
  const seconds = Math.ceil(ms / 1000);
  return seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
