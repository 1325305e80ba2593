import {
  add,
  differentiate,
  divide,
  Graph,
  l2Normalise,
  logSumExpOfProducts,
  matmul,
  multiply,
  type Parameter,
  reduceSum,
  reshape,
  type Shape,
  scale,
  slice,
  subtract,
  type Tensor,
} from '@placard/graph';
import type { SequenceEncoder } from './encoders/sequence-encoder.ts';
import type { SequenceSettings } from './settings.ts';

export interface SequenceShape {
  readonly encoder: SequenceEncoder;
  readonly settings: SequenceSettings;
  readonly itemCount: number;
}

export interface DropoutInput {
  readonly name: string;
  /** Without the batch axis. */
  readonly dims: readonly number[];
}

export interface SequenceGraph {
  readonly graph: Graph;
  /** Parameters of the encoder; the item table is apart. */
  readonly parameters: readonly Parameter[];
  readonly dropouts: readonly DropoutInput[];
}

export const ITEM_TABLE = 'items';

/** Targets that a row of a masked batch has room for. */
export function targetsPerRow({ encoder, settings }: SequenceShape): number {
  if (encoder.task === 'next') return settings.maxLength;
  return Math.ceil(settings.maxLength * Math.min(1, settings.maskShare + 0.2));
}

/**
 * Output `loss` and gradients `d.<name>` by each parameter, the gathered `history` [B, T, D] and `target`
 * [N, D] and, where all items are told apart, the whole item table [V, D]. N = B x targets per row.
 */
export function buildTrainingGraph(shape: SequenceShape): SequenceGraph {
  const { encoder, settings, itemCount } = shape;
  const { dim, dropout } = settings;
  const dropouts: DropoutInput[] = [];
  const graph = new Graph();
  const { hidden, history } = encode(graph, shape, (x) => {
    if (dropout === 0) return x;
    const name = `dropout.${dropouts.length}`;
    dropouts.push({ name, dims: x.shape.slice(1).map(Number) });
    return multiply(x, graph.input(name, x.shape));
  });
  const parameters = [...graph.parameters];
  const perRow = targetsPerRow(shape);
  const predicting =
    encoder.task === 'masked'
      ? matmul(graph.input('pick', ['B', perRow, settings.maxLength]), hidden)
      : hidden;
  const count = `${perRow}*B`;
  const viewer = viewerVector(settings, reshape(predicting, [count, dim]));
  const target = graph.input('target', [count, dim]);
  const weights = graph.input('weights', [count]);
  const own = reduceSum(multiply(viewer, itemVector(settings, target)), [1]);
  const wanted = [...parameters.map(({ tensor }) => tensor), history, target];
  let losses: Tensor;
  if (encoder.against === 'all-items') {
    const table = graph.parameter(ITEM_TABLE, [itemCount, dim], 'glorot-uniform');
    wanted.push(table);
    losses = subtract(logSumExpOfProducts(viewer, itemVector(settings, table)), own);
  } else {
    const bias = graph.input('bias', [count, count]);
    const ownBias = graph.input('own-bias', [count]);
    const all = logSumExpOfProducts(viewer, itemVector(settings, target), bias);
    losses = subtract(all, add(own, ownBias));
  }
  const loss = divide(reduceSum(multiply(losses, weights)), reduceSum(weights));
  const gradients = differentiate(loss, wanted);
  graph.output('loss', loss);
  wanted.forEach((tensor, index) => {
    graph.output(`d.${tensor.name}`, gradients[index]!);
  });
  return { graph, parameters, dropouts };
}

/** Output `hidden` [B, T, D]: at each position the vector whose products with item vectors are the scores. */
export function buildServingGraph(shape: SequenceShape): SequenceGraph {
  const graph = new Graph();
  const { hidden } = encode(graph, shape, (x) => x);
  graph.output('hidden', viewerVector(shape.settings, hidden));
  return { graph, parameters: graph.parameters, dropouts: [] };
}

/** As above for histories that end at the last position: output `viewer` [B, D]. */
export function buildViewerTower(shape: SequenceShape): SequenceGraph {
  const { dim, maxLength } = shape.settings;
  const graph = new Graph();
  const { hidden } = encode(graph, shape, (x) => x);
  const last = reshape(slice(hidden, 1, maxLength - 1, maxLength), ['B', dim]);
  graph.output('viewer', viewerVector(shape.settings, last));
  return { graph, parameters: graph.parameters, dropouts: [] };
}

/** Item vectors as they are compared with viewer vectors: rows [V, D]. */
export function servedItemVectors(settings: SequenceSettings, table: Float32Array): Float32Array {
  const { dim, similarity } = settings;
  const vectors = table.slice();
  if (similarity === 'dot') return vectors;
  for (let start = 0; start < vectors.length; start += dim) {
    const row = vectors.subarray(start, start + dim);
    const length = Math.sqrt(row.reduce((sum, value) => sum + value * value, 1e-12));
    for (let i = 0; i < dim; i++) row[i] = row[i]! / length;
  }
  return vectors;
}

function encode(
  graph: Graph,
  { encoder, settings }: SequenceShape,
  dropout: (x: Tensor) => Tensor,
): { hidden: Tensor; history: Tensor } {
  const { dim, maxLength } = settings;
  const rows: Shape = ['B', maxLength];
  const history = graph.input('history', [...rows, dim]);
  const visible = graph.input('visible', [...rows, maxLength]);
  let items = history;
  if (encoder.task === 'masked') {
    const masked = graph.input('masked', [...rows, 1]);
    items = add(history, multiply(masked, graph.parameter('mask', [1, dim], 'glorot-uniform')));
  }
  return { hidden: encoder.encode({ graph, settings, items, visible, dropout }), history };
}

function viewerVector({ similarity, temperature }: SequenceSettings, x: Tensor): Tensor {
  return similarity === 'cosine' ? scale(l2Normalise(x), 1 / temperature) : x;
}

function itemVector({ similarity }: SequenceSettings, x: Tensor): Tensor {
  return similarity === 'cosine' ? l2Normalise(x) : x;
}
