import { newId } from '@placard/domain';
import { createCreativeInput } from '@placard/services';
import { expect, test } from 'vitest';
import { type CreativeValues, contentOf, creativeSchema, NEW_CREATIVE } from './creative-values.ts';

const advertiserId = newId('adv');
const IMAGE: CreativeValues = {
  ...NEW_CREATIVE,
  name: 'Boots',
  assetId: newId('ast'),
  alt: 'Boots in snow',
  landingUrl: ' https://shop.example ',
};
const TEXT: CreativeValues = {
  ...NEW_CREATIVE,
  name: 'Repair',
  format: 'text',
  headline: 'We repair it',
  size: '728x90',
  landingUrl: 'https://shop.example/repair',
};

function problems(values: CreativeValues): string[] {
  return creativeSchema.safeParse(values).error?.issues.map((each) => each.path.join('.')) ?? [];
}

test('each format asks for what it cannot do without', () => {
  expect(problems(IMAGE)).toEqual([]);
  expect(problems({ ...IMAGE, assetId: null, alt: '' })).toEqual(['assetId']);
  expect(problems({ ...IMAGE, alt: ' ' })).toEqual(['alt']);
  expect(problems(TEXT)).toEqual([]);
  expect(problems({ ...TEXT, headline: '' })).toEqual(['headline']);
});

test('what the form sends is what the API takes, for every format', () => {
  for (const values of [IMAGE, TEXT, { ...IMAGE, format: 'native' as const, headline: 'Boots' }]) {
    const { name, format } = values;
    const input = { advertiserId, name, format, ...contentOf(values) };
    expect(createCreativeInput.safeParse(input).error?.issues).toBeUndefined();
  }
});

test('an image brings its own size, a text the chosen one; leftovers of another format stay out', () => {
  expect(contentOf({ ...IMAGE, headline: 'typed before' })).toMatchObject({ headline: null });
  expect(contentOf(IMAGE)).not.toHaveProperty('width');
  expect(contentOf({ ...TEXT, assetId: newId('ast') })).toMatchObject({
    assetId: null,
    width: 728,
    height: 90,
    body: null,
  });
});
