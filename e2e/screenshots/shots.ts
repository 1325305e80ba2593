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
  { name: 'overview', open: async () => '/admin' },
  { name: 'models', open: async () => '/admin/models' },
  {
    name: 'compare',
    open: async (page) => {
      const ids = (await versions(page)).slice(0, 3).map(({ id }) => id);
      return ids.length > 1 ? `/admin/models/compare?ids=${ids.join(',')}` : null;
    },
  },
  { name: 'champion', open: (page) => versionIn(page, /champion/i) },
  { name: 'canary', open: (page) => versionIn(page, /canary/i) },
  { name: 'shadow', open: (page) => versionIn(page, /shadow/i) },
  { name: 'version-with-attention', open: (page) => versionIn(page, ATTENTIVE) },
  { name: 'version-of-trees', open: (page) => versionIn(page, /Boosted trees/) },
  { name: 'version-linear', open: (page) => versionIn(page, /Logistic regression/) },
  {
    name: 'canary-dialog',
    open: (page) => versionIn(page, /candidate/i),
    prepare: (page) => openDialog(page, 'Canary'),
  },
  {
    name: 'promote-dialog',
    open: (page) => versionIn(page, /candidate/i),
    prepare: (page) => openDialog(page, 'Promote'),
  },
  { name: 'training', open: async () => '/admin/training' },
  {
    name: 'start-training',
    open: async () => '/admin/training',
    prepare: async (page) => {
      await openDialog(page, 'Start a run');
      await page.getByText('Advanced: size and pace').click();
    },
  },
  {
    name: 'let-the-evaluation-pick',
    open: async () => '/admin/training',
    prepare: async (page) => {
      await openDialog(page, 'Start a run');
      await page.getByRole('combobox', { name: 'Model' }).click();
      await page.getByRole('option', { name: /Let the evaluation pick/ }).click();
      await page.getByRole('group', { name: 'Kinds that take part' }).waitFor();
    },
  },
  {
    name: 'start-search',
    open: async () => '/admin/training',
    prepare: async (page) => {
      await openDialog(page, 'Search for settings');
      await page.getByRole('checkbox').first().waitFor();
    },
  },
  {
    name: 'retraining',
    open: async () => '/admin/training',
    prepare: (page) => openDialog(page, 'Edit'),
  },
  { name: 'run', open: (page) => runWhere(page, (text) => !SEARCH.test(text)) },
  {
    name: 'run-under-way',
    open: (page) => runWhere(page, (text) => UNDER_WAY.test(text) && !SEARCH.test(text)),
  },
  { name: 'search', open: (page) => runWhere(page, (text) => SEARCH.test(text)) },
  { name: 'decisions', open: async () => '/admin/decisions' },
  { name: 'decision', open: filledDecision },
  {
    name: 'explanation-of-features',
    open: filledDecision,
    prepare: (page) => explain(page, /AutoInt/, /DCN-v2|Logistic/),
  },
  {
    name: 'explanation-of-a-history',
    open: filledDecision,
    prepare: (page) => explain(page, /DIN|BST|Multi-interest/, /DCN-v2|Logistic/),
  },
];

const ATTENTIVE = /DIN|AutoInt|BST|Multi-interest/;
const SEARCH = /Settings of/;
const UNDER_WAY = /exporting|training|evaluating|publishing/i;

async function openDialog(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).first().click();
  await page.getByRole('dialog').or(page.getByRole('alertdialog')).waitFor();
}

/** The newest run whose row in the list says what is looked for. */
async function runWhere(page: Page, fits: (text: string) => boolean): Promise<string | null> {
  await page.goto('/admin/training');
  const row = page.getByRole('row').filter({ has: page.locator('a[href*="/run_"]') });
  await row.first().waitFor({ timeout: PATIENCE_MS });
  const rows = await row.evaluateAll((all) =>
    all.map((each) => ({
      address: each.querySelector('a[href*="/run_"]')?.getAttribute('href') ?? null,
      text: each.textContent ?? '',
    })),
  );
  return rows.find(({ text }) => fits(text))?.address ?? null;
}

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

async function filledDecision(page: Page): Promise<string | null> {
  await page.goto('/admin/decisions');
  const row = page.getByRole('row').filter({ has: page.locator('a[href*="/dec_"]') });
  await row.first().waitFor({ timeout: PATIENCE_MS });
  const model = row.filter({ hasNotText: /no fill/i }).first();
  return (await model.count()) > 0
    ? model.locator('a[href*="/dec_"]').first().getAttribute('href')
    : null;
}
