import type { EventOutcome } from '@placard/contracts';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';

const LATENCY_BUCKETS_S = [
  0.0005, 0.001, 0.002, 0.004, 0.006, 0.008, 0.01, 0.015, 0.025, 0.05, 0.1, 0.25, 0.5, 1,
];

export type Metrics = ReturnType<typeof createMetrics>;

/** Every counter of one ad-server, in its own registry: several servers may share a process. */
export function createMetrics() {
  const registry = new Registry();
  const registers = [registry];
  return {
    registry,
    decisions: new Counter({
      name: 'placard_slots_total',
      help: 'Slots answered, by outcome: filled, house, or the no-fill reason.',
      labelNames: ['outcome'],
      registers,
    }),
    decisionSeconds: new Histogram({
      name: 'placard_decision_duration_seconds',
      help: 'From the parsed request to the answer, all slots of a request together.',
      buckets: LATENCY_BUCKETS_S,
      registers,
    }),
    decisionFailures: new Counter({
      name: 'placard_decision_failures_total',
      help: 'Requests answered without ads because deciding failed or took too long.',
      labelNames: ['cause'],
      registers,
    }),
    decisionsRefused: new Counter({
      name: 'placard_decisions_refused_total',
      help: 'Requests refused because more was asked than could be answered in time.',
      registers,
    }),
    decisionTroubles: new Counter({
      name: 'placard_decision_troubles_total',
      help: 'Troubles that deciding worked around: the store not answering, a model failing.',
      registers,
    }),
    decisionLogFailures: new Counter({
      name: 'placard_decision_log_failures_total',
      help: 'Decision records that could not be appended.',
      registers,
    }),
    events: new Counter<'kind' | 'outcome'>({
      name: 'placard_events_total',
      help: 'Events received, by kind and by what became of them.',
      labelNames: ['kind', 'outcome'],
      registers,
    }),
    appendSeconds: new Histogram({
      name: 'placard_event_append_duration_seconds',
      help: 'Time until a batch of events was durable.',
      buckets: LATENCY_BUCKETS_S,
      registers,
    }),
    snapshotBuiltAt: new Gauge({
      name: 'placard_snapshot_built_at_seconds',
      help: 'When the snapshot in use was built, seconds since the epoch; 0 without one.',
      registers,
    }),
    snapshotLoads: new Counter({
      name: 'placard_snapshot_loads_total',
      help: 'Attempts to load a snapshot, by result.',
      labelNames: ['result'],
      registers,
    }),
    retrievalModelLoads: new Counter({
      name: 'placard_retrieval_model_loads_total',
      help: 'Attempts to load a retrieval model, by result.',
      labelNames: ['result'],
      registers,
    }),
    contentTableLoads: new Counter({
      name: 'placard_content_table_loads_total',
      help: 'Attempts to load a content table, by result.',
      labelNames: ['result'],
      registers,
    }),
    sessionPolicyLoads: new Counter({
      name: 'placard_session_policy_loads_total',
      help: 'Attempts to load a session policy, by result.',
      labelNames: ['result'],
      registers,
    }),
    modelLoads: new Counter({
      name: 'placard_model_loads_total',
      help: 'Attempts to load a champion artefact, by result.',
      labelNames: ['result'],
      registers,
    }),
  };
}

export function countOutcome(metrics: Metrics, kind: string, outcome: EventOutcome): void {
  metrics.events.inc({ kind, outcome });
}
