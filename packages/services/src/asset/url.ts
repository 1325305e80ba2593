import type { ServiceContext } from '../context.ts';

/** Where the ad-server serves a stored image. */
export function assetUrlOf(ctx: Pick<ServiceContext, 'settings'>): (digest: string) => string {
  return (digest) => `${ctx.settings.adServerUrl}/v1/assets/${digest}`;
}
