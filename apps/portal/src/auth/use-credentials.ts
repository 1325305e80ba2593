'use client';

import { signIn } from 'next-auth/react';
import { useState } from 'react';
import { type Refusal, readRefusal } from './refusal.ts';

/** Sends a form to one of the two ways in; on success the page is left for `returnTo`. */
export function useCredentials(way: 'credentials' | 'sign-up', returnTo: string) {
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);

  async function send(input: Record<string, string>): Promise<void> {
    setBusy(true);
    setRefusal(null);
    const answer = await signIn(way, { ...input, redirect: false }).catch(() => null);
    if (answer?.ok && !answer.error) {
      // A full load: the server renders the shell for the person now signed in.
      window.location.assign(returnTo);
      return;
    }
    setRefusal(readRefusal(answer?.error));
    setBusy(false);
  }
  return { send, busy, refusal };
}
