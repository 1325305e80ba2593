/**
 * What an advertiser hands in, made safe to show: images checked and re-encoded, landing pages checked, and
 * plain demo creatives rendered. It refuses to trust a name or declared type, and it fetches nothing.
 */

export { type Card, renderCard } from './card/render-card.ts';
export * from './check-image.ts';
export * from './check-landing-url.ts';
export * from './creative-error.ts';
export * from './limits.ts';
