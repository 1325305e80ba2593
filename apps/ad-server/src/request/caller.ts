import type { Decider } from '@placard/serving';
import type { FastifyRequest } from 'fastify';
import { ProblemError } from '../problem.ts';
import { pageHost } from './origin.ts';
import { hasServerKey } from './server-key.ts';
import { type Agent, createAgentParser } from './user-agent.ts';

/** Who sends a request, as far as its headers tell. */
export type Caller = {
  /** Came with a known server key: a publisher's or the platform's own server. */
  readonly trusted: boolean;
  /** Host name of the page, for calls from browsers. */
  readonly host: string | undefined;
  readonly agent: Agent;
  /** General invalid traffic by list. A trusted server speaks for its viewers, not for itself. */
  readonly ivt: 'givt' | null;
};

export type Callers = (request: FastifyRequest) => Caller;

/** Reads callers against the snapshot in use. @throws ProblemError 401 for a server key nobody knows. */
export function createCallers(decider: Pick<Decider, 'current'>): Callers {
  const parseAgent = createAgentParser();
  let hashes: ReadonlySet<string> = new Set();
  let hashesOf: unknown;

  const knownHashes = () => {
    const { current } = decider;
    if (hashesOf !== current) {
      hashes = new Set(current?.snapshot.serverKeyHashes);
      hashesOf = current;
    }
    return hashes;
  };

  return ({ headers }) => {
    const { authorization } = headers;
    const trusted = authorization !== undefined && hasServerKey(authorization, knownHashes());
    if (authorization !== undefined && !trusted && decider.current) {
      throw new ProblemError(401, 'this server key is not known');
    }
    const agent = parseAgent(headers['user-agent']);
    return {
      trusted,
      host: pageHost(headers),
      agent,
      ivt: agent.isBot && !trusted ? 'givt' : null,
    };
  };
}
