import { inject } from 'vitest';

/** The platform that serves all specs, as browsers and programs reach it. */
export type PlatformAddresses = {
  readonly portalUrl: string;
  readonly adServerUrl: string;
  /** Past row-level security: for looking at the books. */
  readonly ownerDatabaseUrl: string;
  readonly admin: { readonly email: string; readonly password: string };
  /** What the apps were started with. */
  readonly env: Record<string, string>;
};

declare module 'vitest' {
  interface ProvidedContext {
    platform: PlatformAddresses;
  }
}

export function platform(): PlatformAddresses {
  return inject('platform');
}
