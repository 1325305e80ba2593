import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServerKey } from '@placard/dev/platform';
import { importBehaviour } from '@placard/import';
import { createPlatformClient } from '@placard/simulator';
import { eventually } from '@placard/testing';
import { afterAll, expect, test } from 'vitest';
import { createDemand, createSupply, useServices } from '../src/demand-and-supply.ts';
import { platform } from '../src/platform.ts';

const services = useServices();
let folder: string;
afterAll(() => rm(folder, { recursive: true, force: true }));

test('behaviour imported from a file is what the next decision knows; a second import changes nothing', async () => {
  const supply = await createSupply(services(), 'The Cooking Paper');
  await createDemand(services(), {
    name: 'Pots & Pans',
    propertyId: supply.propertyId,
    landingUrl: 'https://pots.example/',
    ads: [{ headline: 'A pan that lasts', category: 'cooking' }],
  });
  const serverUrl = platform().adServerUrl;
  const serverKey = await createServerKey(services(), 'imports');
  const client = createPlatformClient({ baseUrl: serverUrl, fetch, serverKey });
  const decide = async () => {
    const { slots } = await client.decide({
      opportunities: [{ slotId: 'slot', placementId: supply.placementId }],
      viewer: { key: 'regular-reader' },
      consent: { personalization: true },
      explain: true,
    });
    return slots[0];
  };
  await eventually(async () => expect((await decide())?.ad).toBeTruthy(), { timeoutMs: 30_000 });

  folder = await mkdtemp(join(tmpdir(), 'placard-import-'));
  const from = join(folder, 'log.csv');
  await writeFile(
    from,
    [
      'kind,viewer_id,at,categories,quantity',
      'purchase,regular-reader,2026-11-01T10:00:00Z,cooking|kitchen,1',
      'view,regular-reader,2026-11-02T10:00:00Z,gardening,',
      'view,regular-reader,2026-11-02T10:00:00Z,gardening,',
      'juggling,regular-reader,2026-11-02T10:00:00Z,circus,',
    ].join('\n'),
  );
  const run = () =>
    importBehaviour(
      { from, placementId: supply.placementId, serverUrl, serverKey, ratingMax: 5, dryRun: false },
      Date.now(),
    );
  expect(await run()).toEqual({
    rows: 4,
    left: { 'a repeat within the source': 1, 'not a valid kind': 1 },
    mended: {},
    outcomes: { accepted: 2 },
  });
  await eventually(
    async () => {
      const interests = (await decide())?.explanation?.interests ?? [];
      expect(interests.map(({ category }) => category)).toEqual([
        'cooking',
        'kitchen',
        'gardening',
      ]);
    },
    { timeoutMs: 10_000 },
  );
  expect((await run()).outcomes).toEqual({ duplicate: 2 });
});
