import { contentChoiceSchema } from '@placard/contracts';
import { z } from 'zod';
import { idOf } from '../fields.ts';

export const contentInput = z.object({ marketId: idOf('mkt') });
export type ContentInput = z.input<typeof contentInput>;

export const setContentInput = z.object({ marketId: idOf('mkt'), method: contentChoiceSchema });
export type SetContentInput = z.input<typeof setContentInput>;
