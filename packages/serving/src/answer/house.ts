import type { SnapshotPlacement } from '@placard/contracts';

export type HouseAd = NonNullable<SnapshotPlacement['houseAd']>;

/** Stands for the campaign and advertiser that an unpaid house ad does not have. */
export const HOUSE = 'house';
