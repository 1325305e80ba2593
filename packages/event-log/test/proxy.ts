import { connect, createServer, type Socket } from 'node:net';

export type Wire = {
  readonly url: string;
  /** Cuts every connection and refuses new ones. */
  readonly cut: () => void;
  /** Lets requests through and swallows all answers, until healed. */
  readonly deafen: () => void;
  readonly heal: () => void;
  readonly close: () => Promise<void>;
};

/** A wire to Postgres that a test can cut. */
export async function proxyTo(databaseUrl: string): Promise<Wire> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let state: 'up' | 'cut' | 'deaf' = 'up';
  const server = createServer((near) => {
    if (state === 'cut') {
      near.destroy();
      return;
    }
    const far = connect(Number(target.port || 5432), target.hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    near.on('data', (data) => far.write(data));
    far.on('data', (data) => {
      if (state !== 'deaf') near.write(data);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('no port');
  const url = new URL(databaseUrl);
  url.hostname = '127.0.0.1';
  url.port = String(address.port);
  const cutAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: url.href,
    cut: () => {
      state = 'cut';
      cutAll();
    },
    deafen: () => {
      state = 'deaf';
    },
    heal: () => {
      if (state === 'deaf') cutAll();
      state = 'up';
    },
    close: async () => {
      cutAll();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
