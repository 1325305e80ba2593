import type { Decider } from '@placard/serving';
import type { FastifyRequest } from 'fastify';
import { ProblemError } from '../problem.ts';
import { pageHost } from './origin.ts';
import { serverKeyHash } from './server-key.ts';
import { type Agent, createAgentParser } from './user-agent.ts';

/** Who sends a request, as far as its headers tell. */
export type Caller = {
  /** Came with a server key of the platform itself. */
  readonly trusted: boolean;
  /** Came with a server key of this organization: it speaks for that organization's placements. */
  readonly organizationId: string | null;
  /** Host name of the page, for calls from browsers. */
  readonly host: string | undefined;
  readonly agent: Agent;
  /** General invalid traffic by list. A server with a key speaks for its viewers, not for itself. */
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
    const hash = serverKeyHash(authorization);
    const trusted = hash !== null && knownHashes().has(hash);
    const owners = decider.current?.snapshot.organizationOfServerKey ?? {};
    const organizationId = hash !== null && Object.hasOwn(owners, hash) ? owners[hash]! : null;
    const isKnown = trusted || organizationId !== null;
    if (authorization !== undefined && !isKnown && decider.current) {
      throw new ProblemError(401, 'this server key is not known');
    }
    const agent = parseAgent(headers['user-agent']);
    return {
      trusted,
      organizationId,
      host: pageHost(headers),
      agent,
      ivt: agent.isBot && !isKnown ? 'givt' : null,
    };
  };
}

/** Whether the caller came with a key that speaks for whoever owns the placement. */
export function speaksFor(
  { trusted, organizationId }: Caller,
  placement: { readonly organizationId: string },
): boolean {
  return trusted || organizationId === placement.organizationId;
}
