import { z } from 'zod';

/** What the viewer allowed. Without personalization no viewer key is read, stored or logged. */
export const consentSchema = z.object({
  personalization: z.boolean(),
  tcf: z.string().max(4096).optional(),
  gpp: z.string().max(4096).optional(),
});
export type Consent = z.infer<typeof consentSchema>;
