import { type DemoAdvertiser, include, LEADERBOARD, RECTANGLE } from './demo-advertiser.ts';

export const FARWATER_TRAVEL: DemoAdvertiser = {
  name: 'Farwater Travel',
  domain: 'farwater.example',
  timeZone: 'Europe/Berlin',
  colour: '#1f5f8b',
  walletTopUp: 4000,
  campaigns: [
    {
      name: 'Night trains',
      objective: 'conversions',
      dailyBudget: 70,
      pricing: 'cpc',
      bidCents: 58,
      cap: { impressions: 6, hours: 24 },
      rules: [include('country', 'gb', 'de', 'fr', 'us')],
      categories: ['travel', 'trains', 'europe'],
      callToAction: 'Find a berth',
      image: LEADERBOARD,
      products: [
        {
          name: 'Sleeper to the north',
          headline: 'Wake beside a lake',
          body: 'Asleep among apartment blocks, coffee in the birches. From 89 a berth.',
          priceCents: 8900,
        },
        {
          name: 'Seven nights, seven cities',
          headline: 'A week without airports',
          body: 'One pass, seven sleepers, your own bedding if you like.',
          priceCents: 49900,
        },
        {
          name: 'The window seat guide',
          headline: 'Left or right?',
          body: 'Which side to sit on, for sixty of the best lines in Europe.',
          priceCents: 1900,
        },
      ],
    },
    {
      name: 'Islands in November',
      objective: 'traffic',
      dailyBudget: 50,
      pricing: 'cpc',
      bidCents: 47,
      cap: { impressions: 8, hours: 24 },
      rules: [],
      categories: ['travel', 'coast', 'walking'],
      callToAction: 'See the ferries',
      image: RECTANGLE,
      products: [
        {
          name: 'Storm week on the isle',
          headline: 'Storm light, warm stove',
          body: 'Seven nights for the price of two in August. The seals stay free.',
          priceCents: 39500,
        },
        {
          name: 'Ferry and bothy pass',
          headline: 'Nine islands, one pass',
          body: 'Every winter sailing and a dry bunk at the end of it.',
          priceCents: 14900,
        },
        {
          name: 'Coast path, guided',
          headline: 'Walk the long way round',
          body: 'Five days with somebody who knows the tides.',
          priceCents: 52000,
        },
      ],
    },
  ],
};
