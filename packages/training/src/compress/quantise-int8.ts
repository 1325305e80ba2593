import type { OnnxModel, OnnxNode, OnnxTensor } from '@placard/graph';

/** TensorProto.DataType codes. */
const FLOAT32 = 1;
const INT8 = 3;
/** AttributeProto.AttributeType code of an integer. */
const INTEGER = 2;
/** Products with fewer weights than this gain nothing from a smaller one. */
const MIN_WEIGHTS = 1024;

/**
 * Dynamic quantisation: each product x W' + b with a constant W [out, in] becomes
 * s_x s_w (x_q - z) W_q' + b, weights int8 by output with one scale each, x uint8 by a scale read off the
 * batch (DynamicQuantizeLinear, MatMulInteger). Everything else stays float32.
 */
export function quantiseInt8(model: OnnxModel): OnnxModel {
  const { graph } = model;
  const constants = new Map(graph.initializer.map((tensor) => [tensor.name, tensor]));
  const initializer = new Map(constants);
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
    const scale = largest > 0 ? largest / 127 : 1;
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
  const to = { name: 'to', type: INTEGER, i: FLOAT32, floats: [], ints: [], strings: [] };
  return [
    node('DynamicQuantizeLinear', [x], [named('x'), named('scale'), named('zero')]),
    node('MatMulInteger', [named('x'), weight, named('zero')], [named('product')]),
    { ...node('Cast', [named('product')], [named('float')]), attribute: [to] },
    node('Mul', [named('scale'), scales], [named('scales')]),
    node('Mul', [named('float'), named('scales')], [bias === undefined ? y : named('scaled')]),
    ...(bias === undefined ? [] : [node('Add', [named('scaled'), bias], [y])]),
  ];
}

function tensor(
  name: string,
  dataType: number,
  dims: number[],
  data: Int8Array | Float32Array,
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
