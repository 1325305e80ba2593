import type { Page } from 'playwright-core';

/** A page worth looking at, and what to do before it is taken. */
export type Shot = {
  readonly name: string;
  /** Null where the platform has nothing to show there yet. */
  readonly open: (page: Page) => Promise<string | null>;
  readonly prepare?: (page: Page) => Promise<void>;
};

/** Explanations and first pages take their time on a small machine. */
const PATIENCE_MS = 240_000;

export const SHOTS: readonly Shot[] = [
  { name: 'models', open: async () => '/admin/models' },
  {
    name: 'compare',
    open: async (page) => {
      const ids = (await versions(page)).slice(0, 3).map(({ id }) => id);
      return ids.length > 1 ? `/admin/models/compare?ids=${ids.join(',')}` : null;
    },
  },
  { name: 'champion', open: (page) => versionIn(page, /champion/) },
  { name: 'on-trial', open: (page) => versionIn(page, /canary|shadow/) },
  { name: 'candidate', open: (page) => versionIn(page, /candidate/) },
  { name: 'training', open: async () => '/admin/training' },
  {
    name: 'start-training',
    open: async () => '/admin/training',
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Start a run' }).first().click();
      await page.getByText('Advanced: size and pace').click();
    },
  },
  {
    name: 'let-the-evaluation-pick',
    open: async () => '/admin/training',
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Start a run' }).first().click();
      await page.getByRole('combobox', { name: 'Model' }).click();
      await page.getByRole('option', { name: /Let the evaluation pick/ }).click();
      await page.getByRole('group', { name: 'Kinds that take part' }).waitFor();
    },
  },
  {
    name: 'run',
    open: async (page) => firstLink(page, '/admin/training', '/admin/training/run_'),
  },
  { name: 'decision', open: filledDecision },
  {
    name: 'explanation',
    open: filledDecision,
    prepare: (page) => explain(page, /AutoInt|DIN|BST|Multi-interest/, /DCN-v2|Logistic/),
  },
];

/** Asks for both models' explanations unless they are there, and waits for SHAP values and the contrast. */
async function explain(page: Page, first: RegExp, second: RegExp): Promise<void> {
  for (const [label, kind] of [
    ['Model', first],
    ['Contrast with', second],
  ] as const) {
    await page.getByRole('combobox', { name: label, exact: true }).click();
    await page.getByRole('option', { name: kind }).first().click();
  }
  const ask = page.getByRole('button', { name: 'Explain', exact: true });
  await page.waitForLoadState('networkidle');
  for (let left = await ask.count(); left > 0; left--) await ask.first().click();
  await page.getByText('Where the two models part').waitFor({ timeout: PATIENCE_MS });
}

/** Versions in the list, newest first, with what their row says. */
async function versions(page: Page): Promise<{ id: string; text: string }[]> {
  await page.goto('/admin/models');
  const row = page.getByRole('row').filter({ has: page.locator('a[href*="/mdl_"]') });
  await row.first().waitFor({ timeout: PATIENCE_MS });
  return row.evaluateAll((rows) =>
    rows.map((each) => ({
      id: each.querySelector('a[href*="/mdl_"]')?.getAttribute('href')?.split('/').at(-1) ?? '',
      text: each.textContent ?? '',
    })),
  );
}

async function versionIn(page: Page, stage: RegExp): Promise<string | null> {
  const found = (await versions(page)).find(({ text }) => stage.test(text));
  return found ? `/admin/models/${found.id}` : null;
}

async function firstLink(page: Page, list: string, prefix: string): Promise<string | null> {
  await page.goto(list);
  await page.waitForLoadState('networkidle');
  const link = page.locator(`main a[href^="${prefix}"]`).first();
  return (await link.count()) > 0 ? link.getAttribute('href') : null;
}

async function filledDecision(page: Page): Promise<string | null> {
  await page.goto('/admin/decisions');
  const row = page.getByRole('row').filter({ has: page.locator('a[href*="/dec_"]') });
  await row.first().waitFor({ timeout: PATIENCE_MS });
  const model = row.filter({ hasNotText: /no fill/i }).first();
  return (await model.count()) > 0
    ? model.locator('a[href*="/dec_"]').first().getAttribute('href')
    : null;
}
