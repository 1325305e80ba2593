import pg from 'pg';

/** A running subscription to one channel. */
export type Listener = { readonly close: () => Promise<void> };

const RECONNECT_MS = 500;

/**
 * Calls `onNotify` whenever `channel` is notified, and once after every (re)connection, because what was
 * sent meanwhile is lost. Holds one connection of its own and reconnects until closed; never throws.
 */
export function listen(url: string, channel: string, onNotify: () => void): Listener {
  let closed = false;
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;

  const reconnect = () => {
    client = undefined;
    if (!closed) timer = setTimeout(connect, RECONNECT_MS);
  };

  const connect = () => {
    const next = new pg.Client({
      connectionString: url,
      keepAlive: true,
      connectionTimeoutMillis: 5_000,
      application_name: `placard listen ${channel}`,
    });
    let lost = false;
    const lose = () => {
      if (lost) return;
      lost = true;
      next.end().catch(() => undefined);
      reconnect();
    };
    next.on('error', lose);
    next.on('end', lose);
    next.on('notification', onNotify);
    client = next;
    next
      .connect()
      .then(() => next.query(`listen ${pg.escapeIdentifier(channel)}`))
      .then(onNotify, lose);
  };

  connect();
  return {
    close: async () => {
      closed = true;
      clearTimeout(timer);
      await client?.end().catch(() => undefined);
    },
  };
}
