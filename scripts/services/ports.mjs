import { createServer } from 'node:net';

/**
 * Whether a port of 127.0.0.1 can be listened on.
 * @param {number} port
 * @param {string} [host]
 * @returns {Promise<number | undefined>} the port that was bound; undefined when it is taken
 */
function tryPort(port, host = '127.0.0.1') {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address();
      const bound = typeof address === 'object' && address ? address.port : undefined;
      server.close(() => resolve(bound));
    });
  });
}

/**
 * The preferred port, or the next free one after it; 0 asks for any free port.
 * @param {number} preferred
 * @param {(taken: number, chosen: number) => void} [onMoved] told when the preferred port is busy
 * @param {readonly number[]} [promised] ports that are free still, but given away
 * @returns {Promise<number>}
 */
export async function choosePort(preferred, onMoved, promised = []) {
  const lastTried = preferred === 0 ? 0 : Math.min(preferred + 50, 65_535);
  for (let port = preferred; port <= lastTried; port += 1) {
    if (promised.includes(port)) continue;
    const bound = await tryPort(port);
    if (bound === undefined) continue;
    // A server that listens on all interfaces may still hold the port for its visitors.
    if (preferred !== 0 && (await tryPort(port, '0.0.0.0')) === undefined) continue;
    if (port !== preferred) onMoved?.(preferred, bound);
    return bound;
  }
  throw new Error(`no free port between ${preferred} and ${lastTried}`);
}
