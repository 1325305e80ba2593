import type { Page } from 'playwright-core';
import { platform } from './platform.ts';

export type Login = { readonly email: string; readonly password: string };

type NewAccount = {
  readonly kind: 'advertiser' | 'publisher';
  readonly organizationName: string;
};

/** Fills in the sign-up form; ends on the new account's first page. */
export async function signUp(page: Page, account: NewAccount): Promise<Login> {
  const { kind, organizationName } = account;
  const login = {
    email: `${crypto.randomUUID()}@${kind}.example`,
    password: 'a phrase of one’s own',
  };
  await page.goto('/sign-up');
  await page.getByLabel(kind === 'advertiser' ? 'I advertise' : 'I publish').click();
  await page.getByLabel('Your name').fill('Robin Example');
  await page.getByLabel('Organization').fill(organizationName);
  await page.getByLabel('Email').fill(login.email);
  await page.getByLabel('Password').fill(login.password);
  await page.getByRole('button', { name: 'Create the account' }).click();
  await page.waitForURL(`**/${kind}`);
  return login;
}

export async function signIn(page: Page, login: Login): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('Email').fill(login.email);
  await page.getByLabel('Password').fill(login.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('navigation').first().waitFor();
}

export async function signInAsAdmin(page: Page): Promise<void> {
  await signIn(page, platform().admin);
}

/** The figure under a label in a row of figures, such as that of Spend: its value, and the note below it. */
export function figure(page: Page, label: string) {
  const heading = page.getByText(label, { exact: true });
  return {
    value: heading.locator('xpath=following-sibling::div[1]/p').first(),
    note: heading.locator('xpath=following-sibling::div[2]').first(),
  };
}
