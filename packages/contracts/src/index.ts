/**
 * Zod schemas of everything that crosses a process: requests, events, jobs, snapshots, artefacts.
 * It refuses behaviour: a schema parses, what it means lives elsewhere.
 */

export * from './attention.ts';
export * from './consent.ts';
export * from './content-choice.ts';
export * from './content-table.ts';
export * from './decision.ts';
export * from './decision-explanation.ts';
export * from './decision-record.ts';
export * from './event.ts';
export * from './event-token.ts';
export * from './feature-values.ts';
export * from './jobs.ts';
export * from './model-artefact.ts';
export * from './model-explanation.ts';
export * from './model-kinds.ts';
export * from './model-operations.ts';
export * from './online-state.ts';
export * from './retrieval-model.ts';
export * from './retrieval-training.ts';
export * from './serving-policy.ts';
export * from './session-policy.ts';
export * from './settings-search.ts';
export * from './snapshot.ts';
export * from './viewer-profile.ts';
