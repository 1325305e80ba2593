import type { FeatureSide, Hyperparameters } from '@placard/contracts';
import {
  bceWithLogits,
  differentiate,
  Graph,
  multiply,
  type Parameter,
  slice,
  subtract,
  type Tensor,
} from '@placard/graph';
import type { SequenceShape, TrainingData } from '../dataset/training-data.ts';
import { batchNormalise, type RunningStatistic } from './batch-normalise.ts';
import type {
  Attention,
  ModelContext,
  ModelDefinition,
  ModelScores,
  Sequence,
} from './model-definition.ts';

export interface ModelShape {
  readonly definition: ModelDefinition;
  readonly hyperparameters: Hyperparameters;
  readonly featureCount: number;
  /** In feature order; models that tell viewer from ad need them. */
  readonly sides?: readonly FeatureSide[];
  readonly sequences?: readonly SequenceShape[];
}

/** The shape of a model over encoded rows: of their sequences, those that its definition declares. */
export function modelShape(
  definition: ModelDefinition,
  hyperparameters: Hyperparameters,
  { rowsByFeature, sides, sequences }: TrainingData,
): ModelShape {
  const declared = definition.sequenceInputs?.(hyperparameters) ?? [];
  return {
    definition,
    hyperparameters,
    featureCount: rowsByFeature.length,
    ...(sides && { sides }),
    sequences: (sequences ?? []).filter(({ spec }) =>
      declared.some(({ input }) => input === spec.input),
    ),
  };
}

export interface ModelGraph {
  readonly graph: Graph;
  readonly embeddings: readonly Tensor[];
  readonly sequences: readonly Sequence[];
  readonly parameters: readonly Parameter[];
  /** Dropout masks [B, width] that a trainer feeds: 0, or 1 / (1 - dropout). None when scoring. */
  readonly masks: readonly Tensor[];
  /** Parameters that follow the batches of a training graph. None when scoring. */
  readonly running: readonly RunningStatistic[];
}

/** Output `logit` [B, 1], and `conversion_logit` where it is learnt, from the embedding inputs, each row with sequences of its own: scores rows of data. */
export function buildScoringGraph(shape: ModelShape): ModelGraph {
  return scoringGraph(shape, 'B');
}

/** As above for candidates of one request, who share its sequences [1, ...]: what the scorer serves. */
export function buildServingGraph(shape: ModelShape): ModelGraph {
  return scoringGraph(shape, 1);
}

/** The serving graph with an output for every attention, by its name: for explaining, never for serving. */
export function buildAttentionGraph(
  shape: ModelShape,
): ModelGraph & { readonly attentions: readonly Attention[] } {
  const { scores, ...model } = build(shape, false, 1);
  outputScores(model.graph, scores);
  for (const { name, weights } of model.attentions) {
    model.graph.output(attentionOutput(name), weights);
  }
  return model;
}

export function attentionOutput(name: string): string {
  return `attention of ${name}`;
}

function scoringGraph(shape: ModelShape, viewers: 'B' | 1): ModelGraph {
  const { scores, attentions: _, ...model } = build(shape, false, viewers);
  outputScores(model.graph, scores);
  return model;
}

/**
 * As above with `labels` and `weights` [B, 1] and output `loss`, the weighted mean log loss. Where training, outputs
 * `of-batch.<name>` are what the parameters that follow batches follow.
 */
export function buildLossGraph(shape: ModelShape, training = true): ModelGraph {
  const { model, scores, loss } = buildLoss(shape, training);
  outputScores(model.graph, scores);
  model.graph.output('loss', loss);
  for (const { parameter, ofBatch } of model.running) {
    model.graph.output(`of-batch.${parameter.name}`, ofBatch);
  }
  return model;
}

/**
 * Outputs `loss` and `d.<name>`, its gradient by each parameter and embedding input, both times the
 * input `share` []: what the rows fed weigh in their batch, so that slices of a batch add up to it. That of a
 * parameter which follows batches is its distance to this one.
 */
export function buildGradientGraph(shape: ModelShape): ModelGraph {
  const { model, loss: mean } = buildLoss(shape, true);
  const share = model.graph.input('share', []);
  const loss = multiply(mean, share);
  const wanted = [
    ...model.parameters.flatMap(({ tensor, follows }) => (follows ? [] : [tensor])),
    ...model.embeddings,
    ...model.sequences.map(({ values }) => values),
  ];
  const gradients = differentiate(loss, wanted);
  model.graph.output('loss', loss);
  wanted.forEach((tensor, index) => {
    model.graph.output(`d.${tensor.name}`, gradients[index] as Tensor);
  });
  for (const { parameter, ofBatch } of model.running) {
    model.graph.output(`d.${parameter.name}`, multiply(subtract(parameter, ofBatch), share));
  }
  return model;
}

function outputScores(graph: Graph, { logit, conversionLogit }: ModelScores): void {
  graph.output('logit', logit);
  if (conversionLogit) graph.output('conversion_logit', conversionLogit);
}

function buildLoss(
  shape: ModelShape,
  training: boolean,
): { model: ModelGraph; scores: ModelScores; loss: Tensor } {
  const { scores, attentions: _, ...model } = build(shape, training, 'B');
  const labels = model.graph.input('labels', ['B', 1]);
  const weights = model.graph.input('weights', ['B', 1]);
  const loss =
    shape.definition.loss?.(scores, { labels, weights }) ??
    bceWithLogits(scores.logit, labels, weights);
  return { model, scores, loss };
}

function build(shape: ModelShape, training: boolean, viewers: 'B' | 1) {
  const { definition, hyperparameters, featureCount } = shape;
  const graph = new Graph();
  const embeddings = definition
    .embeddingInputs(hyperparameters, featureCount)
    .map(({ input, dim }) => graph.input(input, ['B', featureCount * dim]));
  const embedding = (name: string): Tensor => {
    const tensor = embeddings.find((candidate) => candidate.name === name);
    if (!tensor) throw new Error(`${definition.kind}: no embedding input ${name}`);
    return tensor;
  };
  const sequences = (shape.sequences ?? []).map(({ spec, tableIndex }): Sequence => {
    const { input, mask, length, side } = spec;
    const lists = side === 'ad' ? 'B' : viewers;
    const table = embedding(spec.embedding);
    const dim = Number(table.shape[1]) / featureCount;
    return {
      input,
      length,
      dim,
      values: graph.input(input, [lists, length, dim]),
      mask: graph.input(mask, [lists, length]),
      target: slice(table, 1, tableIndex * dim, (tableIndex + 1) * dim),
    };
  });
  const masks: Tensor[] = [];
  const dropout = (name: string, x: Tensor): Tensor => {
    if (!training || hyperparameters.dropout === 0) return x;
    const mask = graph.input(`dropout.${name}`, x.shape);
    masks.push(mask);
    return multiply(x, mask);
  };
  const running: RunningStatistic[] = [];
  const attentions: Attention[] = [];
  const sides = shape.sides ?? Array.from({ length: featureCount }, () => 'context' as const);
  const context: ModelContext = {
    graph,
    featureCount,
    sides,
    hyperparameters,
    embedding,
    sequences,
    dropout,
    batchNormalise: (name, x) => {
      const layer = batchNormalise(graph, name, x, training);
      running.push(...layer.running);
      return layer.normalised;
    },
    attention: (attention) => attentions.push(attention),
  };
  const scores = definition.scores?.(context) ?? { logit: definition.logit(context) };
  const { parameters } = graph;
  return { graph, embeddings, sequences, parameters, masks, running, scores, attentions };
}
