/**
 * Tensor graphs that differentiate themselves and leave as ONNX. Owns the graph builder, the
 * operators with their gradients, and the encoder, decoder and safety check of ONNX bytes. Refuses
 * to run a graph, to hold weights, and to know what a model is for: pure, no I/O, no clock.
 */
export { differentiate } from './differentiate.ts';
export {
  type Attribute,
  type ElementType,
  Graph,
  type Initial,
  type Parameter,
  type Tensor,
} from './graph.ts';
export {
  assertSafeModel,
  DEFAULT_MODEL_LIMITS,
  type ModelLimits,
  UnsafeModelError,
} from './onnx/assert-safe-model.ts';
export { decodeModel, ModelFormatError } from './onnx/decode.ts';
export { type ExportOptions, encodeModel, exportModel, OPSET_VERSION } from './onnx/encode.ts';
export type {
  OnnxAttribute,
  OnnxGraph,
  OnnxModel,
  OnnxNode,
  OnnxTensor,
  OnnxValueInfo,
} from './onnx/model.ts';
export { relu, sigmoid, softplus, tanh } from './ops/activation.ts';
export { add, divide, multiply, negate, subtract } from './ops/arithmetic.ts';
export { concat } from './ops/concat.ts';
export { gelu, silu } from './ops/gelu.ts';
export { type GemmOptions, gemm, linear } from './ops/gemm.ts';
export { logSumExpOfProducts } from './ops/log-sum-exp.ts';
export {
  bceWithLogits,
  logitOfProduct,
  poissonLoss,
  softmaxCrossEntropy,
  squaredLoss,
} from './ops/loss.ts';
export { matmul } from './ops/matmul.ts';
export { reduceMean } from './ops/mean.ts';
export { l2Normalise, layerNormalise } from './ops/normalise.ts';
export { exp, log, scale, shift, sqrt, square } from './ops/pointwise.ts';
export { reshape, squeeze, unsqueeze } from './ops/reshape.ts';
export { pad, slice } from './ops/slice.ts';
export { logSoftmax, softmax } from './ops/softmax.ts';
export {
  broadcastLike,
  broadcastTo,
  type ReduceOptions,
  reduceSum,
  repeatRows,
} from './ops/sum-and-repeat.ts';
export { toeplitz } from './ops/toeplitz.ts';
export { swapLastAxes, transpose } from './ops/transpose.ts';
export { type Dimension, type Shape, ShapeError } from './shape.ts';
