import axe from 'axe-core';
import { expect } from 'vitest';

/** Fails with axe's own words. Contrast is proved from the tokens: jsdom computes no colours. */
export async function expectAccessible(container: Element): Promise<void> {
  const { violations } = await axe.run(container, {
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
  });
  expect(violations.map((each) => `${each.id}: ${each.nodes[0]?.html}`)).toEqual([]);
}
