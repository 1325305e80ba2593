import type { Abilities } from './sections.ts';

/** Who is signed in, as pages need to know it. */
export type Viewer = {
  name: string;
  email: string;
  organizationId: string;
  organizations: readonly { id: string; name: string; kind: string }[];
  can: Abilities;
};
