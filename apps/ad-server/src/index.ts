/**
 * The HTTP face of serving: decisions, event beacons, click redirects, postbacks, assets, the widget. It owns
 * transport, callers and the snapshot in use. It refuses to choose ads itself and to wait for a database
 * before a decision is answered.
 */

export { createServer } from './create-server.ts';
export type { AdServer, ServerDependencies } from './dependencies.ts';
export { type EmbeddedEnv, readEmbeddedEnv } from './env.ts';
export type { EventSink } from './event-sink.ts';
export { createMetrics, type Metrics } from './metrics.ts';
export { clickUrl } from './routes/click.ts';
export { type AdServerParts, type RunningAdServer, runAdServer } from './run-ad-server.ts';
export {
  createSnapshotFollower,
  type FollowerOptions,
  type SnapshotFollower,
} from './snapshot-follower.ts';
export { type SteerableClock, steerableClock } from './steerable-clock.ts';
