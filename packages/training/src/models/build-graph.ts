import type { FeatureSide, Hyperparameters } from '@placard/contracts';
import {
  bceWithLogits,
  differentiate,
  Graph,
  multiply,
  type Parameter,
  type Tensor,
} from '@placard/graph';
import type { ModelDefinition } from './model-definition.ts';

export interface ModelShape {
  readonly definition: ModelDefinition;
  readonly hyperparameters: Hyperparameters;
  readonly featureCount: number;
  /** In feature order; models that tell viewer from ad need them. */
  readonly sides?: readonly FeatureSide[];
}

export interface ModelGraph {
  readonly graph: Graph;
  readonly embeddings: readonly Tensor[];
  readonly parameters: readonly Parameter[];
  /** Dropout masks [B, width] that a trainer feeds: 0, or 1 / (1 - dropout). None when scoring. */
  readonly masks: readonly Tensor[];
}

/** Output `logit` [B, 1] from the embedding inputs: what the scorer serves. */
export function buildScoringGraph(shape: ModelShape): ModelGraph {
  const { logit, ...model } = build(shape, false);
  model.graph.output('logit', logit);
  return model;
}

/** As above with `labels` and `weights` [B, 1] and output `loss`, the weighted mean log loss. */
export function buildLossGraph(shape: ModelShape): ModelGraph {
  const { model, logit, loss } = buildLoss(shape);
  model.graph.output('logit', logit);
  model.graph.output('loss', loss);
  return model;
}

/** Outputs `loss` and `d.<name>`, its gradient by each parameter and embedding input. */
export function buildGradientGraph(shape: ModelShape): ModelGraph {
  const { model, loss } = buildLoss(shape);
  const wanted = [...model.parameters.map(({ tensor }) => tensor), ...model.embeddings];
  const gradients = differentiate(loss, wanted);
  model.graph.output('loss', loss);
  wanted.forEach((tensor, index) => {
    model.graph.output(`d.${tensor.name}`, gradients[index] as Tensor);
  });
  return model;
}

function buildLoss(shape: ModelShape): { model: ModelGraph; logit: Tensor; loss: Tensor } {
  const { logit, ...model } = build(shape, true);
  const labels = model.graph.input('labels', ['B', 1]);
  const weights = model.graph.input('weights', ['B', 1]);
  return { model, logit, loss: bceWithLogits(logit, labels, weights) };
}

function build(shape: ModelShape, training: boolean) {
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
  const masks: Tensor[] = [];
  const dropout = (name: string, x: Tensor): Tensor => {
    if (!training || hyperparameters.dropout === 0) return x;
    const mask = graph.input(`dropout.${name}`, x.shape);
    masks.push(mask);
    return multiply(x, mask);
  };
  const sides = shape.sides ?? Array.from({ length: featureCount }, () => 'context' as const);
  const logit = definition.logit({
    graph,
    featureCount,
    sides,
    hyperparameters,
    embedding,
    dropout,
  });
  return { graph, embeddings, parameters: graph.parameters, masks, logit };
}
