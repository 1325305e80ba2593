/**
 * A market with known truth: viewers with drifting interests and fatigue, pages with topics, ads with true
 * click and conversion rates, day and night. It samples traffic, drives a running platform with it over HTTP
 * and knows what a perfect ranker would have earned. Time, chance and `fetch` are arguments; it refuses to
 * know how the platform decides.
 */

export * from './ad.ts';
export * from './country.ts';
export * from './device.ts';
export * from './dirichlet.ts';
export * from './drive/agenda.ts';
export * from './drive/drive.ts';
export * from './drive/platform-client.ts';
export * from './exposures.ts';
export * from './interests.ts';
export * from './market.ts';
export * from './oracle.ts';
export * from './page.ts';
export * from './response.ts';
export * from './session/play-visit.ts';
export * from './session/play-visits.ts';
export * from './session/session-market.ts';
export * from './session/session-truth.ts';
export * from './session/visit-state.ts';
export * from './traffic.ts';
export * from './truth.ts';
export * from './viewer.ts';
