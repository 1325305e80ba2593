/**
 * Durable appends a second through one event-log writer: a closed loop for the ceiling, then an open loop at
 * half of it for latency. `npm run bench -- event-log [seconds] [callers]`
 */

import { setTimeout as delay } from 'node:timers/promises';
import type { EventRecord } from '@placard/contracts';
import { newId, seededRandom } from '@placard/domain';
import { createEventLogWriter, type EventLogWriter } from '@placard/event-log';
import { createTestDatabase } from '@placard/testing';

const seconds = Number(process.argv[2] ?? 5);
const callers = Number(process.argv[3] ?? 1_000);
const random = seededRandom(1);

function impression(): EventRecord {
  const decisionId = newId('dec');
  return {
    id: newId('evt'),
    kind: 'impression',
    dedupeKey: `${decisionId}:impression`,
    occurredAtMs: Date.now(),
    marketId: 'mkt_bench',
    viewerKey: `viewer-${Math.floor(random() * 100_000)}`,
    publisherOrganizationId: 'org_publisher',
    propertyId: 'prp_bench',
    placementId: 'plc_bench',
    decision: {
      decisionId,
      advertiserOrganizationId: 'org_advertiser',
      advertiserId: 'adv_bench',
      campaignId: 'cmp_bench',
      adGroupId: 'agr_bench',
      adId: 'ad_bench',
      chargeMicros: 1_000,
      publisherShareBps: 7_000,
      decidedAtMs: Date.now(),
    },
    itemId: null,
    categories: ['music', 'news'],
    quantity: null,
    value: null,
    ivt: null,
  };
}

async function ceiling(writer: EventLogWriter): Promise<{ count: number; perSecond: number }> {
  const startedMs = performance.now();
  let count = 0;
  await Promise.all(
    Array.from({ length: callers }, async () => {
      while (performance.now() - startedMs < seconds * 1_000) {
        await writer.appendEvents([impression()]);
        count++;
      }
    }),
  );
  return { count, perSecond: (count * 1_000) / (performance.now() - startedMs) };
}

async function latenciesAt(writer: EventLogWriter, perSecond: number): Promise<number[]> {
  const latenciesMs: number[] = [];
  const pending: Promise<void>[] = [];
  const startedMs = performance.now();
  let sent = 0;
  while (performance.now() - startedMs < seconds * 1_000) {
    // Each append has its own due time: a stall counts against every append it delays.
    const due = ((performance.now() - startedMs) / 1_000) * perSecond;
    for (; sent < due; sent++) {
      const dueMs = startedMs + (sent / perSecond) * 1_000;
      pending.push(
        writer.appendEvents([impression()]).then(() => {
          latenciesMs.push(performance.now() - dueMs);
        }),
      );
    }
    await delay(1);
  }
  await Promise.all(pending);
  return latenciesMs.sort((a, b) => a - b);
}

const database = await createTestDatabase();
const writer = createEventLogWriter(database.urlAs('ingest'));
try {
  await writer.appendEvents([impression()]);
  const cpuBefore = process.cpuUsage();
  const { count, perSecond } = await ceiling(writer);
  const cpu = process.cpuUsage(cpuBefore);
  const cpuUs = (cpu.user + cpu.system) / count;
  console.log(`durable appends: ${Math.round(perSecond)}/s with ${callers} callers`);
  console.log(`CPU of the writer: ${cpuUs.toFixed(1)} us an event`);
  const latenciesMs = await latenciesAt(writer, perSecond / 2);
  const at = (share: number) => latenciesMs[Math.floor(latenciesMs.length * share)]?.toFixed(1);
  console.log(`at half of that, open loop: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms`);
} finally {
  await writer.close();
  await database.drop();
}
