import net from 'node:net';

export type Connection = {
  /** Sends one request and resolves with the status of its answer; one at a time. */
  readonly send: (request: Buffer) => Promise<number>;
  readonly close: () => void;
};

/** A bare keep-alive HTTP/1.1 connection: a load generator must cost little beside what it measures. */
export async function connect(host: string, port: number): Promise<Connection> {
  const socket = net.connect({ host, port, noDelay: true });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('error', reject);
  });
  let received = Buffer.alloc(0);
  let settle: { resolve: (status: number) => void; reject: (error: Error) => void } | undefined;

  socket.on('data', (chunk) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
    const status = completeAnswer(received);
    if (status === undefined) return;
    received = Buffer.alloc(0);
    const { resolve } = settle ?? {};
    settle = undefined;
    resolve?.(status);
  });
  const fail = (error: Error) => {
    settle?.reject(error);
    settle = undefined;
  };
  socket.on('error', fail);
  socket.on('close', () => fail(new Error('the connection was closed')));

  return {
    send: (request) =>
      new Promise((resolve, reject) => {
        settle = { resolve, reject };
        socket.write(request);
      }),
    close: () => socket.destroy(),
  };
}

/** The status of an answer that has arrived whole, by its content-length; undefined before. */
function completeAnswer(bytes: Buffer): number | undefined {
  const headEnd = bytes.indexOf('\r\n\r\n');
  if (headEnd < 0) return undefined;
  const head = bytes.toString('latin1', 0, headEnd);
  const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
  if (length === undefined) throw new Error(`an answer without a length:\n${head}`);
  return bytes.length >= headEnd + 4 + Number(length) ? Number(head.slice(9, 12)) : undefined;
}

/** What a page in a desktop browser sends along. */
export const PAGE_HEADERS = {
  origin: 'https://bench.example',
  'accept-language': 'de',
  'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0',
  'content-type': 'text/plain',
} as const;
const HEAD = Object.entries(PAGE_HEADERS).map(([name, value]) => `${name}: ${value}\r\n`);

/** The bytes of a POST of JSON, as a page would send it. */
export function postRequest(path: string, body: unknown): Buffer {
  const json = JSON.stringify(body);
  return Buffer.from(
    `POST ${path} HTTP/1.1\r\nhost: ads\r\n${HEAD.join('')}` +
      `content-length: ${Buffer.byteLength(json)}\r\n\r\n${json}`,
  );
}
