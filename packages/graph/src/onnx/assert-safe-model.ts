import { TREE_DOMAIN, treeFault } from './assert-safe-trees.ts';
import { decodeModel, ModelFormatError } from './decode.ts';
import { encodeModel } from './encode.ts';
import { DATA_TYPE, type OnnxModel, type OnnxTensor } from './model.ts';
import { sizeFault } from './shape-bounds.ts';

export class UnsafeModelError extends Error {
  override name = 'UnsafeModelError';
}

export interface ModelLimits {
  readonly maxBytes: number;
  readonly maxNodes: number;
  /** Of one tensor while 4,096 rows are scored. */
  readonly maxElements: number;
  /** Multiply-adds of one row. */
  readonly maxWorkPerRow: number;
}

export const DEFAULT_MODEL_LIMITS: ModelLimits = {
  maxBytes: 256 * 1024 * 1024,
  maxNodes: 20_000,
  maxElements: 2 ** 28,
  maxWorkPerRow: 2 ** 28,
};

const ALLOWED_OPS: ReadonlySet<string> = new Set([
  ...['Add', 'Sub', 'Mul', 'Div', 'Neg', 'Exp', 'Log', 'Sqrt', 'Sign', 'Identity', 'Cast'],
  // Products in eight bits.
  ...['Abs', 'ReduceMax', 'Round', 'DynamicQuantizeLinear', 'MatMulInteger'],
  ...['Relu', 'Sigmoid', 'Tanh', 'Softplus', 'Softmax', 'LogSoftmax'],
  ...['Gemm', 'MatMul', 'ReduceSum', 'Expand', 'Shape', 'Size'],
  ...['Concat', 'Slice', 'Pad', 'Reshape', 'Squeeze', 'Unsqueeze', 'Transpose', 'Gather'],
]);

const ELEMENT_BYTES: Readonly<Record<number, number>> = {
  [DATA_TYPE.float32]: 4,
  [DATA_TYPE.uint8]: 1,
  [DATA_TYPE.int8]: 1,
  [DATA_TYPE.int32]: 4,
  [DATA_TYPE.int64]: 8,
};

/**
 * Refuses ONNX bytes that could do more than arithmetic on their inputs: tensors that read files,
 * operators the builder does not emit, nested graphs, custom domains, oversize, sizes that explode once
 * it runs, weights that are no numbers. Returns the model. Throws UnsafeModelError. Call it before any runtime sees the bytes.
 */
export function assertSafeModel(bytes: Uint8Array, given: Partial<ModelLimits> = {}): OnnxModel {
  const limits = { ...DEFAULT_MODEL_LIMITS, ...given };
  if (bytes.byteLength > limits.maxBytes) {
    throw new UnsafeModelError(`${bytes.byteLength} bytes exceed ${limits.maxBytes}`);
  }
  const model = decode(bytes);
  // Parsers differ on repeated and out-of-order fields; one canonical reading leaves no gap.
  if (!Buffer.from(encodeModel(model)).equals(bytes)) {
    throw new UnsafeModelError('the bytes are not in canonical form');
  }
  if (!model.graph) throw new UnsafeModelError('the model has no graph');
  for (const { domain } of model.opsetImport) {
    if (domain && domain !== TREE_DOMAIN) {
      throw new UnsafeModelError(`operator domain ${domain} is not allowed`);
    }
  }
  if (model.graph.node.length > limits.maxNodes) {
    throw new UnsafeModelError(`${model.graph.node.length} nodes exceed ${limits.maxNodes}`);
  }
  for (const node of model.graph.node) {
    const { opType, domain, attribute } = node;
    if (domain === TREE_DOMAIN) {
      const fault = treeFault(node, model.graph);
      if (fault) throw new UnsafeModelError(fault);
    } else if (domain || !ALLOWED_OPS.has(opType)) {
      throw new UnsafeModelError(`operator ${domain ? `${domain}.` : ''}${opType} is not allowed`);
    }
    for (const { t } of attribute) if (t) assertInlineTensor(t);
  }
  model.graph.initializer.forEach(assertInlineTensor);
  const fault = sizeFault(model.graph, limits);
  if (fault) throw new UnsafeModelError(fault);
  return model;
}

function decode(bytes: Uint8Array): OnnxModel {
  try {
    return decodeModel(bytes);
  } catch (error) {
    if (error instanceof ModelFormatError)
      throw new UnsafeModelError(error.message, { cause: error });
    throw error;
  }
}

function assertInlineTensor(tensor: OnnxTensor): void {
  if (tensor.externalData.length > 0 || (tensor.dataLocation ?? 0) !== 0) {
    throw new UnsafeModelError(`tensor ${tensor.name} refers to external data`);
  }
  const width = ELEMENT_BYTES[tensor.dataType];
  const size = tensor.dims.reduce((total, dimension) => total * dimension, 1);
  if (width === undefined || tensor.rawData?.byteLength !== size * width) {
    throw new UnsafeModelError(`tensor ${tensor.name} does not carry its ${size} values inline`);
  }
  if (tensor.dataType === DATA_TYPE.float32 && !isFinite32(tensor.rawData)) {
    throw new UnsafeModelError(`tensor ${tensor.name} holds values that are no finite numbers`);
  }
}

function isFinite32(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at < bytes.byteLength; at += 4) {
    // An exponent of all ones: infinity or not a number.
    if ((view.getUint32(at, true) & 0x7f800000) === 0x7f800000) return false;
  }
  return true;
}
