import { type DemoAdvertiser, LEADERBOARD, RECTANGLE } from './demo-advertiser.ts';

export const REGAL_PICTURE_HOUSE: DemoAdvertiser = {
  name: 'Regal Picture House',
  domain: 'regalpictures.example',
  timeZone: 'Europe/Paris',
  colour: '#8c2f39',
  walletTopUp: 3000,
  campaigns: [
    {
      name: 'A season on 35 mm',
      objective: 'traffic',
      dailyBudget: 40,
      pricing: 'cpc',
      bidCents: 42,
      cap: { impressions: 8, hours: 24 },
      rules: [],
      categories: ['films', 'cinema', 'people'],
      callToAction: 'Book a seat',
      image: LEADERBOARD,
      products: [
        {
          name: 'Season ticket',
          headline: 'Real film, real queue',
          body: 'Twelve second Sundays, one projectionist, a machine from 1957.',
          priceCents: 8400,
        },
        {
          name: 'Silents with piano',
          headline: 'Nobody speaks, all laugh',
          body: 'Four evenings of comedies, played to by ear.',
          priceCents: 2200,
        },
        {
          name: 'Projection room tour',
          headline: 'Up two ladders',
          body: 'Thread the loop yourself. Groups of five, mind your head.',
          priceCents: 1500,
        },
      ],
    },
    {
      name: 'Films for rain',
      objective: 'conversions',
      dailyBudget: 45,
      pricing: 'cpa',
      bidCents: 420,
      cap: { impressions: 8, hours: 24 },
      rules: [],
      categories: ['films', 'streaming', 'home'],
      callToAction: 'Choose by weather',
      image: RECTANGLE,
      products: [
        {
          name: 'Regal at home',
          headline: 'Forty films, no scrolling',
          body: 'One list a month, sorted by kinds of rain.',
          priceCents: 700,
        },
        {
          name: 'The long documentary shelf',
          headline: 'Three hours well spent',
          body: 'Thirty films about how things are made, and by whom.',
          priceCents: 1900,
        },
        {
          name: 'Sunday family club',
          headline: 'Something all four like',
          body: 'One film, one drawing game, every Sunday at four.',
          priceCents: 1100,
        },
      ],
    },
  ],
};
