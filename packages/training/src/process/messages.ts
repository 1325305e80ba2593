import {
  curvePointSchema,
  hyperparameterChoicesSchema,
  modelCardSchema,
  modelKindSchema,
} from '@placard/contracts';
import { z } from 'zod';
import { ROWS_IN_MEMORY } from '../dataset/rows-in-memory.ts';
import { featureDefinitionSchema } from '../dataset/training-row.ts';

/** Where the arithmetic happens. */
export const engineSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ort'), device: z.enum(['cpu', 'cuda', 'webgpu']).default('cpu') }),
  z.object({
    kind: z.literal('torch'),
    /** An interpreter that has torch and onnx; looked for when absent. */
    python: z.string().optional(),
    device: z.enum(['cpu', 'cuda']),
    /** Processes under torchrun; a GPU each on CUDA. */
    ranks: z.int().positive(),
  }),
]);

/** What a training process is told to do; paths are absolute. */
export const trainingSpecSchema = z.object({
  /** JSON lines of training rows. */
  rowsFile: z.string(),
  /** Of a file with more rows, the training rows are streamed from the disk. */
  rowsInMemory: z.int().positive().default(ROWS_IN_MEMORY),
  /** Evaluates on these instead of the latest part of the rows. */
  testRowsFile: z.string().nullable().default(null),
  featureDefinitions: z.array(featureDefinitionSchema).min(1),
  modelKind: modelKindSchema,
  hyperparameters: hyperparameterChoicesSchema.default({}),
  /** An artefact's folder to start from, whose ids its market learnt, and how firmly dense weights are held to it. */
  transfer: z
    .object({
      artefactFolder: z.string(),
      market: z.enum(['same', 'other']),
      hold: z.number().nonnegative().default(0),
    })
    .optional(),
  seed: z.int(),
  threads: z.int().positive(),
  engine: engineSchema.default({ kind: 'ort', device: 'cpu' }),
  shares: z.object({ validation: z.number().gt(0).lt(1), test: z.number().gt(0).lt(1) }).optional(),
  /** Trains the released model on all rows once it is evaluated. */
  refit: z.boolean().default(false),
  /** One trial of a search for settings: what matters is its curve, and there is no artefact. */
  isTrial: z.boolean().default(false),
  /** A run that finds its checkpoint here goes on from it. */
  checkpointFolder: z.string(),
  /** Receives the artefact's files. */
  artefactFolder: z.string(),
});
export type TrainingSpec = z.input<typeof trainingSpecSchema>;

/** What the process reports. Exactly one of done, cancelled and failed comes last. */
export const trainingMessageSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('progress'),
    model: modelKindSchema,
    point: curvePointSchema,
    /** Of the model once it is evaluated, on all rows: no part of its curve. */
    refit: z.boolean().optional(),
  }),
  z.object({ type: z.literal('done'), card: modelCardSchema }),
  z.object({ type: z.literal('cancelled') }),
  z.object({ type: z.literal('failed'), message: z.string() }),
]);
export type TrainingMessage = z.infer<typeof trainingMessageSchema>;
export type TrainingProgressMessage = Extract<TrainingMessage, { type: 'progress' }>;
export type TrainingOutcome = Exclude<TrainingMessage, TrainingProgressMessage>;
