/**
 * What programs that drive a running platform (the seed, the replay, benches) need of it: its services with
 * a system actor, a training run awaited, the worker caught up. It refuses to be part of the platform.
 */

export * from './caught-up.ts';
export * from './import-catalogue.ts';
export * from './open-services.ts';
export * from './platform-env.ts';
export * from './server-key.ts';
export * from './train.ts';
