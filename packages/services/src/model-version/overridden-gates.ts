import { type GateResult, gateResultSchema } from '@placard/contracts';
import { z } from 'zod';
import { ServiceError } from '../errors.ts';

/**
 * The gates that a written reason overrides: none when all pass. A version that no gate has judged needs a
 * reason as well. @throws conflict, with what the gates said, when there is no reason.
 */
export function overriddenGates(stored: unknown, overrideReason: string | undefined): string[] {
  const gates: GateResult[] | null = z.array(gateResultSchema).nullable().parse(stored);
  const refused = gates?.filter(({ verdict }) => verdict === 'refuse') ?? [];
  if (gates && refused.length === 0) return [];
  if (overrideReason === undefined) {
    const said = refused.map(({ gate, reason }) => `${gate}: ${reason}`).join('. ');
    throw new ServiceError(
      'conflict',
      gates ? `Refused by its gates. ${said}` : 'No gate has judged this version.',
    );
  }
  return gates ? refused.map(({ gate }) => gate) : ['unjudged'];
}
