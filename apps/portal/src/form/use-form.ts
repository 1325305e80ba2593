'use client';

import { type RefObject, useEffect, useRef, useState } from 'react';
import type { z } from 'zod';
import { problemOf } from '../query/problem.ts';

export type FormState<Values, Parsed> = {
  values: Values;
  set: (patch: Partial<Values>) => void;
  /** The first problem of each field, by path. */
  errors: Record<string, string>;
  /** A problem of the whole, not of one field. */
  problem: string | null;
  /** Parsed values, or null after showing what is wrong. */
  check: () => Parsed | null;
  /** Shows what the server refused, at the fields it names. */
  refuse: (error: unknown) => void;
  /** For the form element: focus goes to the first wrong field. */
  ref: RefObject<HTMLFormElement | null>;
};

/** A form's values with their schema: checked at submit, then again as they are mended. */
export function useForm<Values extends object, Parsed>(
  initial: Values | (() => Values),
  schema: z.ZodType<Parsed, Values>,
): FormState<Values, Parsed> {
  const [values, setValues] = useState(initial);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [problem, setProblem] = useState<string | null>(null);
  const [attempt, setAttempt] = useState(0);
  const ref = useRef<HTMLFormElement>(null);

  useEffect(() => {
    if (attempt === 0) return;
    ref.current
      ?.querySelector<HTMLElement>('input[aria-invalid="true"], [aria-invalid="true"]')
      ?.focus();
  }, [attempt]);

  function set(patch: Partial<Values>): void {
    const next = { ...values, ...patch };
    setValues(next);
    if (Object.keys(errors).length > 0) setErrors(errorsOf(schema, next));
  }
  function check(): Parsed | null {
    const parsed = schema.safeParse(values);
    setProblem(null);
    setErrors(parsed.success ? {} : issuesByPath(parsed.error));
    if (!parsed.success) setAttempt(attempt + 1);
    return parsed.success ? parsed.data : null;
  }
  function refuse(error: unknown): void {
    const { message, fields } = problemOf(error);
    setErrors(fields);
    setProblem(Object.keys(fields).length > 0 ? null : message);
    setAttempt(attempt + 1);
  }
  return { values, set, errors, problem, check, refuse, ref };
}

function errorsOf<Values>(schema: z.ZodType<unknown, Values>, values: Values) {
  const parsed = schema.safeParse(values);
  return parsed.success ? {} : issuesByPath(parsed.error);
}

function issuesByPath(error: z.ZodError): Record<string, string> {
  const byPath: Record<string, string> = {};
  for (const issue of error.issues) byPath[issue.path.join('.')] ??= issue.message;
  return byPath;
}
