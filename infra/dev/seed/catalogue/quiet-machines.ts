import { type DemoAdvertiser, exclude, LEADERBOARD, RECTANGLE } from './demo-advertiser.ts';

export const QUIET_MACHINES: DemoAdvertiser = {
  name: 'Quiet Machines',
  domain: 'quietmachines.example',
  timeZone: 'America/New_York',
  colour: '#4b3f72',
  walletTopUp: 4000,
  campaigns: [
    {
      name: 'Calmer devices',
      objective: 'conversions',
      dailyBudget: 65,
      pricing: 'cpc',
      bidCents: 62,
      cap: { impressions: 6, hours: 24 },
      rules: [],
      categories: ['technology', 'phones', 'wellbeing'],
      callToAction: 'Hear nothing',
      image: RECTANGLE,
      products: [
        {
          name: 'Paper phone',
          headline: 'A phone that waits',
          body: 'E-ink, calls, maps and messages from five people. A week on a charge.',
          priceCents: 27900,
        },
        {
          name: 'Bedside dock',
          headline: 'Leave it in the hall',
          body: 'Charges in another room and rings a real bell at seven.',
          priceCents: 6500,
        },
        {
          name: 'Hush headphones',
          headline: 'The open-plan cure',
          body: 'Quiet first, music second. Batteries you can change.',
          priceCents: 18900,
        },
      ],
    },
    {
      name: 'Your own cloud',
      objective: 'traffic',
      dailyBudget: 50,
      pricing: 'cpc',
      bidCents: 55,
      cap: null,
      rules: [exclude('device', 'tv')],
      categories: ['technology', 'home', 'software'],
      callToAction: 'Bring it home',
      image: LEADERBOARD,
      products: [
        {
          name: 'Shed server kit',
          headline: 'Twenty years of photos, yours',
          body: 'Turns a retired laptop into the family’s own cloud in one wet weekend.',
          priceCents: 5900,
        },
        {
          name: 'Twin backup disk',
          headline: 'Two copies, two places',
          body: 'Writes here, mirrors to your sister’s. Encrypted before it leaves.',
          priceCents: 13900,
        },
        {
          name: 'Household passwords',
          headline: 'One vault for six',
          body: 'Works offline, costs once, survives a lost phone.',
          priceCents: 3900,
        },
      ],
    },
  ],
};
