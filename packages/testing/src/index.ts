/**
 * Owns what a test needs from outside itself: a private migrated database, a private corner of
 * Redis, a clock that moves on command, a started service, a browser, a bounded wait. Refuses to
 * be imported by anything but tests, to stand in for our own code, and to skip what is missing:
 * an absent Postgres, Redis or Chromium is an error that names its cure.
 */
export { launchChromium } from './chromium.ts';
export type { FakeClock } from './clock.ts';
export { fakeClock } from './clock.ts';
export type { DatabaseRole, TestDatabase } from './database.ts';
export { createTestDatabase, DATABASE_ROLES } from './database.ts';
export { eventually } from './eventually.ts';
export { freePort } from './free-port.ts';
export type { TestRedis } from './redis.ts';
export { redisForTest } from './redis.ts';
export type { Service, ServiceOptions } from './service.ts';
export { spawnService } from './service.ts';
