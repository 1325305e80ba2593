import type { OnlineReading } from '@placard/contracts';
import type { Auction } from '../auction.ts';
import type { Candidate } from '../stages/candidate.ts';

/** What of the market's online state went into the choice of this candidate. */
export function onlineReading(
  { online, chooser }: Auction,
  { modelPCtr }: Candidate,
): OnlineReading {
  const { policy } = chooser;
  return { ...(online && { stateVersion: online.version }), modelPCtr, policy };
}
