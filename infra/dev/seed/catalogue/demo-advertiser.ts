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

/** Sizes of image creatives, in pixels. */
export const RECTANGLE = { width: 300, height: 250 };
export const LEADERBOARD = { width: 728, height: 90 };
export const include = (
  attribute: 'country' | 'device' | 'category' | 'hour',
  ...values: string[]
) => ({ attribute, mode: 'include', values }) as const;
export const exclude = (
  attribute: 'country' | 'device' | 'category' | 'hour',
  ...values: string[]
) => ({ attribute, mode: 'exclude', values }) as const;
export const daytime = Array.from({ length: 17 }, (_, i) => String(i + 7));
