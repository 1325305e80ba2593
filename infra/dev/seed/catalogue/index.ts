import { ALDER_AND_FINCH } from './alder-and-finch.ts';
import type { DemoAdvertiser } from './demo-advertiser.ts';
import { FARWATER_TRAVEL } from './farwater-travel.ts';
import { QUIET_MACHINES } from './quiet-machines.ts';
import { REGAL_PICTURE_HOUSE } from './regal-picture-house.ts';

/** The first one is whose campaigns the demo advertiser sees when signing in. */
export const ADVERTISERS: readonly DemoAdvertiser[] = [
  ALDER_AND_FINCH,
  FARWATER_TRAVEL,
  QUIET_MACHINES,
  REGAL_PICTURE_HOUSE,
];
