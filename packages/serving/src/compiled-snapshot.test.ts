import { expect, test } from 'vitest';
import { demandSnapshot } from '../test/demand.ts';
import { compileSnapshot } from './compiled-snapshot.ts';

test('an ad whose ad group or campaign is missing is left out, the others serve', () => {
  const whole = demandSnapshot(4, (i) => ({ campaignId: i === 2 ? 'cmp_gone' : 'cmp_1' }));
  const broken = { ...whole, adGroups: whole.adGroups.filter((one) => one.adGroupId !== 'agr_0') };
  const market = compileSnapshot(broken, 'rev').markets.get('mkt_1')!;
  expect(market.ads.map(({ facts }) => facts.adId)).toEqual(['ad_1', 'ad_3']);
  expect(market.ads.map(({ index }) => index)).toEqual([0, 1]);
});

test('ads of an ad group are neighbours, wherever they stand in the snapshot', () => {
  const snapshot = demandSnapshot(3, () => ({}));
  const [first, second, third] = snapshot.ads;
  const ads = [first!, second!, { ...third!, adGroupId: 'agr_0' }];
  const { markets } = compileSnapshot({ ...snapshot, ads }, 'rev');
  const { adStart, groups, ads: compiled } = markets.get('mkt_1')!;
  expect(groups.map(({ adGroupId }) => adGroupId)).toEqual(['agr_0', 'agr_1']);
  expect([...adStart]).toEqual([0, 2, 3]);
  expect(compiled.map(({ facts }) => facts.adId)).toEqual(['ad_0', 'ad_2', 'ad_1']);
});

test('clicks find their landing page, also of ads that no longer serve', () => {
  const snapshot = {
    ...demandSnapshot(1, () => ({})),
    retiredLandingUrls: { ad_old: 'https://o/' },
  };
  const { landingUrls } = compileSnapshot(snapshot, 'rev');
  expect(landingUrls.get('ad_old')).toBe('https://o/');
  expect(landingUrls.get('ad_0')).toBe('https://example.com/');
});
