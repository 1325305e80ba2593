import type { PricingModel } from '@placard/domain';
import type { CreateAdGroupInput } from '@placard/services';

/** A product: an item of the catalogue, advertised by a native creative and, where told, by an image. */
export type Product = {
  readonly name: string;
  readonly headline: string;
  readonly body: string;
  readonly priceCents: number;
};

export type DemoCampaign = {
  readonly name: string;
  readonly objective: 'awareness' | 'traffic' | 'conversions';
  readonly dailyBudget: number;
  readonly pricing: PricingModel;
  readonly bidCents: number;
  readonly cap: { readonly impressions: number; readonly hours: number } | null;
  readonly rules: NonNullable<CreateAdGroupInput['rules']>;
  /** Topic of the magazine first, then its tags. */
  readonly categories: readonly string[];
  readonly callToAction: string;
  readonly products: readonly [Product, Product, Product];
  /** Size of the image creative made for the first product. */
  readonly image: { readonly width: number; readonly height: number };
};

export type DemoAdvertiser = {
  readonly name: string;
  readonly domain: string;
  readonly timeZone: string;
  readonly colour: string;
  readonly walletTopUp: number;
  readonly campaigns: readonly DemoCampaign[];
};

const RECTANGLE = { width: 300, height: 250 };
const LEADERBOARD = { width: 728, height: 90 };
const include = (attribute: 'country' | 'device' | 'category' | 'hour', ...values: string[]) =>
  ({ attribute, mode: 'include', values }) as const;
const exclude = (attribute: 'country' | 'device' | 'category' | 'hour', ...values: string[]) =>
  ({ attribute, mode: 'exclude', values }) as const;
const daytime = Array.from({ length: 17 }, (_, i) => String(i + 7));

/** The first one is whose campaigns the demo advertiser sees when signing in. */
export const ADVERTISERS: readonly DemoAdvertiser[] = [
  {
    name: 'Alder & Finch',
    domain: 'alderandfinch.example',
    timeZone: 'Europe/London',
    colour: '#2f6f4e',
    walletTopUp: 5000,
    campaigns: [
      {
        name: 'Trail season',
        objective: 'traffic',
        dailyBudget: 60,
        pricing: 'cpc',
        bidCents: 45,
        cap: { impressions: 8, hours: 24 },
        rules: [exclude('device', 'tv')],
        categories: ['running', 'gear', 'outdoors'],
        callToAction: 'See the range',
        image: LEADERBOARD,
        products: [
          {
            name: 'Ridgeline trail shoe',
            headline: 'Grip that laughs at mud',
            body: 'A plain, deep sole for wet hills. Resoled by us, as often as you like.',
            priceCents: 11900,
          },
          {
            name: 'Fellside running vest',
            headline: 'Carry less, better',
            body: 'Two flasks, one jacket, no bounce. Five litres that you forget about.',
            priceCents: 7400,
          },
          {
            name: 'Dawn head torch',
            headline: 'Run before the sun',
            body: '400 lumens, 90 grams, one button. Eight hours on a charge.',
            priceCents: 4900,
          },
        ],
      },
      {
        name: 'Your first 5 km',
        objective: 'conversions',
        dailyBudget: 45,
        pricing: 'cpc',
        bidCents: 38,
        cap: { impressions: 10, hours: 24 },
        rules: [],
        categories: ['running', 'fitness', 'health'],
        callToAction: 'Start slowly',
        image: RECTANGLE,
        products: [
          {
            name: 'Easy-mile road shoe',
            headline: 'Made for slow miles',
            body: 'Soft, wide and unhurried: the shoe for the four runs that should feel easy.',
            priceCents: 8900,
          },
          {
            name: 'Twelve-week plan',
            headline: 'From sofa to 5 km',
            body: 'Three outings a week, none of them heroic. On paper, for the fridge.',
            priceCents: 1200,
          },
          {
            name: 'Recovery roller set',
            headline: 'Kinder to your calves',
            body: 'Two rollers and a ball for the ten minutes after.',
            priceCents: 2900,
          },
        ],
      },
      {
        name: 'A kitchen that lasts',
        objective: 'conversions',
        dailyBudget: 55,
        pricing: 'cpc',
        bidCents: 52,
        cap: null,
        rules: [],
        categories: ['cooking', 'kitchen', 'gear'],
        callToAction: 'Take a look',
        image: RECTANGLE,
        products: [
          {
            name: 'Carbon steel cook’s knife',
            headline: 'The one knife you need',
            body: 'A hand and a half long, sharp for a month, sharpened by us for life.',
            priceCents: 9800,
          },
          {
            name: 'Number 3 iron pan',
            headline: 'Heavier than fashion',
            body: 'Poured, ground and seasoned. Eggs slide; grandchildren inherit.',
            priceCents: 8500,
          },
          {
            name: 'Two-sided whetstone',
            headline: 'Ten strokes a week',
            body: '1000 and 6000 grit with a base that stays put, and a film that shows how.',
            priceCents: 4200,
          },
        ],
      },
      {
        name: 'Supper from the cupboard',
        objective: 'traffic',
        dailyBudget: 35,
        pricing: 'cpc',
        bidCents: 33,
        cap: { impressions: 12, hours: 24 },
        rules: [include('hour', ...daytime)],
        categories: ['cooking', 'recipes', 'vegetarian'],
        callToAction: 'Fill the cupboard',
        image: LEADERBOARD,
        products: [
          {
            name: 'Heirloom bean box',
            headline: 'Beans with a surname',
            body: 'Six kinds, this year’s harvest, from four farms. A pot for every week.',
            priceCents: 3100,
          },
          {
            name: 'Nine-tin spice set',
            headline: 'Ground last Tuesday',
            body: 'Small tins on purpose: spices are fresh food.',
            priceCents: 2700,
          },
          {
            name: 'A Year of Pots',
            headline: 'Fifty-two suppers',
            body: 'A cookbook in which every recipe is one pot and one paragraph.',
            priceCents: 2400,
          },
        ],
      },
      {
        name: 'Spring beds',
        objective: 'awareness',
        dailyBudget: 40,
        pricing: 'cpm',
        bidCents: 900,
        cap: { impressions: 5, hours: 24 },
        rules: [include('category', 'gardening', 'travel', 'cooking')],
        categories: ['gardening', 'outdoors', 'wildlife'],
        callToAction: 'Plan a hedge',
        image: RECTANGLE,
        products: [
          {
            name: 'Mixed hedge, bare root',
            headline: 'A hedge for every bird',
            body: 'Hawthorn, hazel, maple and dog rose: ten metres in one bundle.',
            priceCents: 6900,
          },
          {
            name: 'Oak feeding table',
            headline: 'Breakfast for finches',
            body: 'Made from offcuts, easy to clean, hard for cats.',
            priceCents: 3900,
          },
          {
            name: 'Meadow seed for clay',
            headline: 'Stop mowing in May',
            body: 'Twenty-two species that like it heavy. For eight square metres.',
            priceCents: 1800,
          },
        ],
      },
      {
        name: 'Balcony harvest',
        objective: 'traffic',
        dailyBudget: 30,
        pricing: 'cpc',
        bidCents: 36,
        cap: { impressions: 8, hours: 24 },
        rules: [],
        categories: ['gardening', 'balcony', 'vegetables'],
        callToAction: 'Grow some',
        image: RECTANGLE,
        products: [
          {
            name: 'Third-floor tomato kit',
            headline: 'Tomatoes, no garden',
            body: 'Two buckets, good compost, three plants that know small spaces.',
            priceCents: 3400,
          },
          {
            name: 'Self-watering planter',
            headline: 'Goes away for a week',
            body: 'A twelve-litre reservoir: so can you.',
            priceCents: 5600,
          },
          {
            name: 'Windowsill salad tray',
            headline: 'Salad by Friday',
            body: 'Cut, and it comes again. Seeds for a whole winter.',
            priceCents: 1600,
          },
        ],
      },
    ],
  },
  {
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
  },
  {
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
  },
  {
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
  },
];
