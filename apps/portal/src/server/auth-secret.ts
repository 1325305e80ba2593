import { createHmac } from 'node:crypto';

/** The key that seals session cookies: derived, so that no two uses of the platform's secret share a key. */
export function authSecret(platformSecret: string): string {
  return createHmac('sha256', platformSecret).update('portal session cookie').digest('base64url');
}
