const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 60_000;
const BATCH = 50;

export type Beacons = (event: object) => void;

/**
 * Sends events to one endpoint and keeps each in memory until the server has answered for it. The server
 * counts an event once, however often it comes, so what is unanswered when the page hides goes again.
 * Bodies are text/plain: no preflight. `extra` joins each batch.
 */
export function createBeacons(url: string, extra: () => object = () => ({})): Beacons {
  const pending = new Set<object>();
  let retryMs = FIRST_RETRY_MS;
  let sending = false;

  const body = (events: object[]) => JSON.stringify({ ...extra(), events });

  const flush = async () => {
    if (sending || !pending.size) return;
    sending = true;
    const batch = [...pending].slice(0, BATCH);
    try {
      const response = await post(url, body(batch), true);
      // Refused as a whole (4xx): sending it again would change nothing.
      if (response.status >= 500) throw response.status;
      for (const event of batch) pending.delete(event);
      retryMs = FIRST_RETRY_MS;
      setTimeout(flush);
    } catch {
      setTimeout(flush, retryMs);
      retryMs = Math.min(retryMs * 2, LAST_RETRY_MS);
    }
    sending = false;
  };

  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'hidden' || !pending.size) return;
    navigator.sendBeacon?.(url, body([...pending].slice(0, BATCH)));
  });

  return (event) => {
    pending.add(event);
    // A moment later, so that the slots of a page share a request.
    setTimeout(flush, 20);
  };
}

/** POST of a JSON text without credentials and without a CORS preflight. */
export function post(url: string, body: string, keepalive = false): Promise<Response> {
  return fetch(url, { method: 'POST', body, keepalive, credentials: 'omit', mode: 'cors' });
}
