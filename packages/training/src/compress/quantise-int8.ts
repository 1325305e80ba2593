import type { OnnxAttribute, OnnxModel, OnnxNode, OnnxTensor } from '@placard/graph';

/** TensorProto.DataType codes. */
const FLOAT32 = 1;
const UINT8 = 2;
const INT8 = 3;
const INT64 = 7;
/** AttributeProto.AttributeType code of an integer. */
const INTEGER = 2;
/**
 * Weights within seven bits: processors without a dot product of bytes add pairs of products in sixteen, and with
 * eight the sums would be cut off there and nowhere else.
 */
const WEIGHT_MOST = 63;
const INPUT_MOST = 127;
const INPUT_ZERO = 128;
/** Products with fewer weights than this gain nothing from a smaller one. */
const MIN_WEIGHTS = 1024;

/**
 * Dynamic quantisation: each product x W' + b with a constant W [out, in] becomes s_x s_w (x_q - 128) W_q' + b,
 * weights int8 by output with one scale each, x uint8 by a scale read off its own row, so that a score does not
 * depend on what is scored beside it. Everything else stays float32.
 */
export function quantiseInt8(model: OnnxModel): OnnxModel {
  const { graph } = model;
  const constants = new Map(graph.initializer.map((tensor) => [tensor.name, tensor]));
  const initializer = new Map(constants);
  for (const one of COMMON) initializer.set(one.name, one);
  const node = graph.node.flatMap((original): OnnxNode[] => {
    const weight = quantisable(original, constants);
    if (!weight) return [original];
    const quantised = quantiseWeight(weight);
    for (const tensor of [quantised.values, quantised.scales]) initializer.set(tensor.name, tensor);
    return integerProduct(original, quantised.values.name, quantised.scales.name);
  });
  const used = new Set(node.flatMap(({ input }) => input));
  return {
    ...model,
    graph: {
      ...graph,
      node,
      initializer: [...initializer.values()].filter(({ name }) => used.has(name)),
    },
  };
}

function quantisable(
  { opType, input, attribute }: OnnxNode,
  constants: ReadonlyMap<string, OnnxTensor>,
): OnnxTensor | undefined {
  if (opType !== 'Gemm') return undefined;
  const flag = (name: string) => attribute.find((one) => one.name === name)?.i ?? 0;
  const weight = constants.get(input[1] ?? '');
  const fits =
    Number(flag('transA')) === 0 &&
    Number(flag('transB')) === 1 &&
    weight?.dataType === FLOAT32 &&
    weight.dims.length === 2 &&
    Number(weight.dims[0]) * Number(weight.dims[1]) >= MIN_WEIGHTS;
  return fits ? weight : undefined;
}

/** [out, in] float32 to [in, out] int8 and a scale for each output. */
function quantiseWeight({ name, dims, rawData }: OnnxTensor): {
  values: OnnxTensor;
  scales: OnnxTensor;
} {
  const [out = 0, into = 0] = dims.map(Number);
  if (!rawData) throw new TypeError(`${name}: weights must be raw data`);
  // A Buffer's slice() is no copy: it would bring the whole file along.
  const weights = new Float32Array(new Uint8Array(rawData).buffer);
  const values = new Int8Array(out * into);
  const scales = new Float32Array(out);
  for (let o = 0; o < out; o++) {
    const row = weights.subarray(o * into, (o + 1) * into);
    const largest = row.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const scale = largest > 0 ? largest / WEIGHT_MOST : 1;
    scales[o] = scale;
    for (let i = 0; i < into; i++) values[i * out + o] = Math.round(row[i]! / scale);
  }
  return {
    values: tensor(`${name}.int8`, INT8, [into, out], values),
    scales: tensor(`${name}.scale`, FLOAT32, [out], scales),
  };
}

function integerProduct(original: OnnxNode, weight: string, scales: string): OnnxNode[] {
  const [x = '', , bias] = original.input;
  const [y = ''] = original.output;
  const named = (part: string) => `${y}.${part}`;
  const node = (opType: string, input: string[], output: string[]): OnnxNode => ({
    opType,
    input,
    output,
    attribute: [],
  });
  return [
    node('Abs', [x], [named('size')]),
    {
      ...node('ReduceMax', [named('size'), AXES], [named('peak')]),
      attribute: [flag('keepdims', 1)],
    },
    node('Mul', [named('peak'), STEP], [named('raw')]),
    node('Add', [named('raw'), TINY], [named('step')]),
    node('Div', [x, named('step')], [named('ratio')]),
    node('Add', [named('ratio'), SHIFT], [named('shifted')]),
    node('Round', [named('shifted')], [named('rounded')]),
    { ...node('Cast', [named('rounded')], [named('x')]), attribute: [flag('to', UINT8)] },
    node('MatMulInteger', [named('x'), weight, ZERO], [named('product')]),
    { ...node('Cast', [named('product')], [named('float')]), attribute: [flag('to', FLOAT32)] },
    node('Mul', [named('float'), scales], [named('scaled')]),
    node('Mul', [named('scaled'), named('step')], [bias === undefined ? y : named('plain')]),
    ...(bias === undefined ? [] : [node('Add', [named('plain'), bias], [y])]),
  ];
}

const [AXES, STEP, TINY, SHIFT, ZERO] = ['axes', 'step', 'tiny', 'shift', 'zero'].map(
  (name) => `int8.${name}`,
) as [string, string, string, string, string];
/** What every product takes; `TINY` keeps a row of zeroes from being divided by 0. */
const COMMON: readonly OnnxTensor[] = [
  tensor(AXES, INT64, [1], BigInt64Array.of(1n)),
  tensor(STEP, FLOAT32, [], Float32Array.of(1 / INPUT_MOST)),
  tensor(TINY, FLOAT32, [], Float32Array.of(1e-12)),
  tensor(SHIFT, FLOAT32, [], Float32Array.of(INPUT_ZERO)),
  tensor(ZERO, UINT8, [], Uint8Array.of(INPUT_ZERO)),
];

function flag(name: string, i: number): OnnxAttribute {
  return { name, type: INTEGER, i, floats: [], ints: [], strings: [] };
}

function tensor(
  name: string,
  dataType: number,
  dims: number[],
  data: Int8Array | Uint8Array | Float32Array | BigInt64Array,
): OnnxTensor {
  return {
    name,
    dataType,
    dims,
    rawData: new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
    floatData: [],
    int32Data: [],
    int64Data: [],
    doubleData: [],
    externalData: [],
  };
}
