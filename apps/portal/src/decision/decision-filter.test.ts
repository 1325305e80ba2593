import { newId } from '@placard/domain';
import { expect, test } from 'vitest';
import { filterOf } from './decision-filter.ts';

test('an id filters by what it names, anything else by viewer', () => {
  const [plc, cmp, ad] = [newId('plc'), newId('cmp'), newId('ad')];
  expect(filterOf(plc)).toEqual({ placementId: plc });
  expect(filterOf(` ${cmp} `)).toEqual({ campaignId: cmp });
  expect(filterOf(ad)).toEqual({ adId: ad });
  expect(filterOf('viewer-7')).toEqual({ viewerKey: 'viewer-7' });
  expect(filterOf('  ')).toEqual({});
});
