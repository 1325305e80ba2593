import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { TokenKind } from '@placard/contracts';
import { newId } from '@placard/domain';
import { createEventLogWriter } from '@placard/event-log';
import { readRowsFile } from '@placard/training';
import { expect, test } from 'vitest';
import { exportRows } from '../src/training/export-rows.ts';
import { adEvent, createCampaign, createMarket, decisionRecord } from './market.ts';

test('a row says what followed: a click, a conversion after it; neither, where only another came', async () => {
  const market = await createMarket();
  const dir = await mkdtemp(path.join(os.tmpdir(), 'export rows '));
  try {
    const campaign = await createCampaign(market);
    const writer = createEventLogWriter(market.database.urlAs('ingest'));
    const outcomes: Record<string, readonly TokenKind[]> = {
      shown: ['impression'],
      clicked: ['impression', 'click'],
      converted: ['impression', 'click', 'conversion'],
      'converted without a click': ['impression', 'conversion'],
    };
    const decidedAtMs = Date.now() - 3_600_000;
    for (const [viewerKey, kinds] of Object.entries(outcomes)) {
      const record = decisionRecord(market, campaign, {
        id: newId('dec'),
        decidedAtMs,
        viewerKey,
      });
      if (record.winner) record.winner.features = { device: 'phone' };
      await writer.appendDecisions([record]);
      await writer.appendEvents(
        kinds.map((kind) => {
          const event = adEvent(market, campaign, kind, { decidedAtMs, viewerKey });
          if (event.decision) event.decision.decisionId = record.id;
          return { ...event, dedupeKey: `${record.id}:${kind}` };
        }),
      );
    }
    await writer.close();
    const file = path.join(dir, 'rows.ndjson');
    const count = await exportRows({
      pool: market.owner,
      marketId: market.marketId,
      fromMs: null,
      file,
      signal: new AbortController().signal,
      onProgress: () => undefined,
    });
    expect(count).toBe(4);
    const rows = await readRowsFile(file);
    expect(
      Object.fromEntries(
        rows.map(({ viewerKey, clicked, converted = false }) => [
          viewerKey,
          { clicked, converted },
        ]),
      ),
    ).toEqual({
      shown: { clicked: false, converted: false },
      clicked: { clicked: true, converted: false },
      converted: { clicked: true, converted: true },
      'converted without a click': { clicked: false, converted: false },
    });
  } finally {
    await rm(dir, { recursive: true, force: true });
    await market.drop();
  }
});
