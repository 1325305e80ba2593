import { add, Graph, linear, reshape, type Tensor } from '@placard/graph';
import { EncoderRefused } from '../encoder-refused.ts';

/** Pixels a side, and numbers of an image. */
export const IMAGE_SIDE = 224;
export const IMAGE_DIM = 1280;
const CLASSES = 1000;

type Stage = {
  readonly repeats: number;
  readonly kernel: number;
  readonly stride: number;
  readonly expand: number;
  readonly channels: number;
};
const stage = (repeats: number, kernel: number, stride: number, expand: number, channels: number) =>
  ({ repeats, kernel, stride, expand, channels }) satisfies Stage;
const STAGES = [
  stage(1, 3, 1, 1, 16),
  stage(2, 3, 2, 6, 24),
  stage(2, 5, 2, 6, 40),
  stage(3, 3, 2, 6, 80),
  stage(3, 5, 1, 6, 112),
  stage(4, 5, 2, 6, 192),
  stage(1, 3, 1, 6, 320),
];
const STEM = 32;
/** Of batch normalisation. */
const EPSILON = 1e-3;

export type ImageGraph = {
  readonly graph: Graph;
  readonly parameters: ReadonlyMap<string, Float32Array>;
};

/**
 * EfficientNet-Lite0 (Tan and Le, ICML 2019; without squeeze-and-excitation, ReLU6) from its published weights, batch
 * normalisation folded into convolutions: `image` [1, 3, 224, 224] to `embedding` [1, 1280], the mean over places of
 * the last layer, and `classes` [1, 1000], the logits of ImageNet. @throws EncoderRefused when a weight is missing.
 */
export function efficientNetLite(weights: ReadonlyMap<string, Float32Array>): ImageGraph {
  const graph = new Graph();
  const parameters = new Map<string, Float32Array>();
  const named = (name: string, size: number): Float32Array => {
    const values = weights.get(name);
    if (values?.length !== size) {
      throw new EncoderRefused(`${name}: ${values?.length ?? 0} weights where ${size} belong`);
    }
    return values;
  };
  const parameter = (name: string, shape: readonly number[], values: Float32Array): Tensor => {
    parameters.set(name, values);
    return graph.parameter(name, shape, 'zeros');
  };

  /** Convolution, normalised; `groups` of channels are kept apart. */
  const convolve = (
    x: Image,
    conv: string,
    norm: string,
    {
      to,
      kernel,
      stride,
      groups = 1,
    }: { to: number; kernel: number; stride: number; groups?: number },
  ): Image => {
    const inner = (x.channels / groups) * kernel * kernel;
    const raw = named(`${conv}.weight`, to * inner);
    const [scale, shift, mean, variance] = (
      ['weight', 'bias', 'running_mean', 'running_var'] as const
    ).map((part) => named(`${norm}.${part}`, to));
    const gains = scale!.map((value, c) => value / Math.sqrt(variance![c]! + EPSILON));
    const folded = raw.map((value, i) => value * gains[Math.floor(i / inner)]!);
    const bias = shift!.map((value, c) => value - mean![c]! * gains[c]!);
    const side = Math.ceil(x.side / stride);
    // As TensorFlow pads: what is odd goes to the end.
    const padding = Math.max((side - 1) * stride + kernel - x.side, 0);
    const before = Math.floor(padding / 2);
    const after = padding - before;
    const tensor = graph.node(
      'Conv',
      [
        x.tensor,
        parameter(`${conv}.weight`, [to, x.channels / groups, kernel, kernel], folded),
        parameter(`${conv}.bias`, [to], bias),
      ],
      [1, to, side, side],
      {
        kernel_shape: [kernel, kernel],
        strides: [stride, stride],
        pads: [before, before, after, after],
        group: groups,
      },
    );
    return { tensor, side, channels: to };
  };
  const clipped = (x: Image): Image => ({
    ...x,
    tensor: graph.node(
      'Clip',
      [x.tensor, graph.constant([0], [], 'float32'), graph.constant([6], [], 'float32')],
      x.tensor.shape,
    ),
  });

  let x: Image = {
    tensor: graph.input('image', [1, 3, IMAGE_SIDE, IMAGE_SIDE]),
    side: IMAGE_SIDE,
    channels: 3,
  };
  x = clipped(convolve(x, '_conv_stem', '_bn0', { to: STEM, kernel: 3, stride: 2 }));
  let block = 0;
  for (const { repeats, kernel, stride: first, expand, channels } of STAGES) {
    for (let repeat = 0; repeat < repeats; repeat++, block++) {
      const name = `_blocks.${block}`;
      const stride = repeat === 0 ? first : 1;
      const wide = x.channels * expand;
      const widened =
        expand === 1
          ? x
          : clipped(
              convolve(x, `${name}._expand_conv`, `${name}._bn0`, {
                to: wide,
                kernel: 1,
                stride: 1,
              }),
            );
      const depthwise = clipped(
        convolve(widened, `${name}._depthwise_conv`, `${name}._bn1`, {
          ...{ to: wide, kernel, stride, groups: wide },
        }),
      );
      const narrow = convolve(depthwise, `${name}._project_conv`, `${name}._bn2`, {
        ...{ to: channels, kernel: 1, stride: 1 },
      });
      const keeps = stride === 1 && x.channels === channels;
      x = keeps ? { ...narrow, tensor: add(narrow.tensor, x.tensor) } : narrow;
    }
  }
  x = clipped(convolve(x, '_conv_head', '_bn1', { to: IMAGE_DIM, kernel: 1, stride: 1 }));
  const pooled = graph.node('GlobalAveragePool', [x.tensor], [1, IMAGE_DIM, 1, 1]);
  const embedding = reshape(pooled, [1, IMAGE_DIM]);
  graph.output('embedding', embedding);
  graph.output(
    'classes',
    linear(
      embedding,
      parameter('_fc.weight', [CLASSES, IMAGE_DIM], named('_fc.weight', CLASSES * IMAGE_DIM)),
      parameter('_fc.bias', [CLASSES], named('_fc.bias', CLASSES)),
    ),
  );
  return { graph, parameters };
}

/** Channels of square planes. */
type Image = { readonly tensor: Tensor; readonly side: number; readonly channels: number };
