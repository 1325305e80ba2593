import { ARTEFACT_FILES, modelCardSchema } from '@placard/contracts';
import { newId } from '@placard/domain';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { queryBooks } from '../src/books.ts';
import { useChromium } from '../src/browser.ts';
import { platform } from '../src/platform.ts';
import { signInAsAdmin, signUp } from '../src/portal-access.ts';

const FORMATS = [
  { format: 'markdown', type: 'text/markdown' },
  { format: 'pdf', type: 'application/pdf' },
] as const;

const chromium = useChromium();
const addressOf = (modelVersionId: string, format: string) =>
  `${platform().portalUrl}/admin/models/${modelVersionId}/card/${format}`;

describe('a model card leaves for staff alone', () => {
  const modelVersionId = newId('mdl');
  let admin: Page;
  let tenant: Page;
  beforeAll(async () => {
    await registerVersion(modelVersionId);
    admin = await chromium.openPage();
    await signInAsAdmin(admin);
    tenant = await chromium.openPage();
    await signUp(tenant, { kind: 'advertiser', organizationName: 'Curious Cards' });
  });

  test.each(FORMATS)('staff get it as $format', async ({ format, type }) => {
    const answer = await admin.request.get(addressOf(modelVersionId, format));
    expect(answer.status()).toBe(200);
    expect(answer.headers()['content-type']).toContain(type);
    expect(answer.headers()['cache-control']).toBe('private, no-store');
    const start = (await answer.body()).subarray(0, 5).toString();
    expect(start).toBe(format === 'pdf' ? '%PDF-' : '# Mod');
  });

  test.each(FORMATS)('as $format, whoever is not signed in is refused', async ({ format }) => {
    const answer = await fetch(addressOf(modelVersionId, format), { redirect: 'manual' });
    expect(answer.status).toBe(401);
    expect(await answer.text()).not.toContain('Log loss');
  });

  test.each(FORMATS)('as $format, a member of an organization is refused', async ({ format }) => {
    const answer = await tenant.request.get(addressOf(modelVersionId, format));
    expect(answer.status()).toBe(403);
    expect(await answer.text()).not.toContain('Log loss');
  });

  test.each(FORMATS)('as $format, one that is not there is not found', async ({ format }) => {
    for (const id of [newId('mdl'), 'mdl_none', newId('run')]) {
      expect((await admin.request.get(addressOf(id, format))).status(), id).toBe(404);
    }
  });

  test('a format that nobody writes is not found, and says nothing of who asks', async () => {
    for (const format of ['docx', 'PDF', 'json']) {
      const address = addressOf(modelVersionId, format);
      expect((await admin.request.get(address)).status(), format).toBe(404);
      expect((await fetch(address, { redirect: 'manual' })).status, format).toBe(404);
    }
  });
});

/** A registered version with a card of plain figures. */
async function registerVersion(id: string): Promise<void> {
  const metrics = {
    ...{ rows: 1_000, clicks: 50, logLoss: 0.19, auc: 0.71, gauc: 0.68 },
    ...{ normalisedEntropy: 0.95, ece: 0.004, calibrationRatio: 1.01 },
  };
  const card = modelCardSchema.parse({
    ...{ formatVersion: 1, kind: 'dcn-v2', seed: 1, engine: 'ort', hyperparameters: {} },
    parameterCount: { dense: 10, embeddings: 100 },
    dataWindow: { fromMs: 0, toMs: 2, splitAtMs: 1 },
    rows: { train: 8_000, validation: 1_000, test: 1_000 },
    features: [{ name: 'country', side: 'context', rows: 12 }],
    ...{ metrics, baselines: { popularity: metrics }, slices: [], calibrationBins: [] },
    ...{ curve: [], trainedAtMs: 3, durationMs: 1 },
  });
  const manifest = Object.fromEntries(ARTEFACT_FILES.map((file) => [file, 'ab'.repeat(32)]));
  await queryBooks(
    `insert into model_versions (id, market_id, kind, manifest, card)
     select $1, id, 'dcn-v2', $2::jsonb, $3::jsonb from markets where is_default`,
    [id, JSON.stringify(manifest), JSON.stringify(card)],
  );
}
