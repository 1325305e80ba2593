import type { Attribute, Constant, ElementType, Graph, Node, Tensor } from '../graph.ts';
import type { Shape } from '../shape.ts';
import {
  ATTRIBUTE_TYPE,
  DATA_TYPE,
  modelProto,
  type OnnxAttribute,
  type OnnxModel,
  type OnnxNode,
  type OnnxTensor,
  type OnnxValueInfo,
} from './model.ts';

export const OPSET_VERSION = 18;
const IR_VERSION = 8;

export interface ExportOptions {
  /** Values by parameter name. Given: parameters become initializers. Absent: they become inputs. */
  readonly parameters?: ReadonlyMap<string, Float32Array>;
}

/** The graph as an ONNX model: only what its outputs need, in topological order. */
export function exportModel(graph: Graph, options: ExportOptions = {}): OnnxModel {
  const { nodes, used } = reachable(graph);
  const parameters = graph.parameters.map(({ tensor }) => tensor).filter((t) => used.has(t));
  const given = options.parameters;
  return {
    irVersion: IR_VERSION,
    producerName: 'placard',
    opsetImport: [{ domain: '', version: OPSET_VERSION }],
    graph: {
      name: 'placard',
      node: [
        ...nodes.map(encodeNode),
        ...graph.outputs.map(({ name, tensor }) => identity(tensor.name, name)),
      ],
      initializer: [
        ...graph.constants.filter(({ tensor }) => used.has(tensor)).map(encodeConstant),
        ...(given ? parameters.map((tensor) => encodeParameter(tensor, given)) : []),
      ],
      input: [...graph.inputs.filter((t) => used.has(t)), ...(given ? [] : parameters)].map(
        ({ name, type, shape }) => valueInfo(name, type, shape),
      ),
      output: graph.outputs.map(({ name, tensor }) => valueInfo(name, tensor.type, tensor.shape)),
    },
  };
}

export function encodeModel(model: OnnxModel): Uint8Array {
  return modelProto.encode(model).finish();
}

function reachable(graph: Graph): { nodes: Node[]; used: Set<Tensor> } {
  const used = new Set(graph.outputs.map(({ tensor }) => tensor));
  const nodes = graph.nodes.toReversed().filter((node) => {
    if (!used.has(node.output)) return false;
    for (const input of node.inputs) used.add(input);
    return true;
  });
  return { nodes: nodes.reverse(), used };
}

function encodeNode(node: Node): OnnxNode {
  return {
    opType: node.op,
    input: node.inputs.map(({ name }) => name),
    output: [node.output.name],
    attribute: Object.entries(node.attributes).map(([name, value]) => attribute(name, value)),
  };
}

function identity(from: string, to: string): OnnxNode {
  return { opType: 'Identity', input: [from], output: [to], attribute: [] };
}

function attribute(name: string, value: Attribute): OnnxAttribute {
  const none = { floats: [], ints: [], strings: [] };
  if (typeof value === 'number') return { name, type: ATTRIBUTE_TYPE.int, i: value, ...none };
  if ('float' in value) return { name, type: ATTRIBUTE_TYPE.float, f: value.float, ...none };
  return { name, type: ATTRIBUTE_TYPE.ints, ...none, ints: [...value] };
}

function encodeConstant({ tensor, values }: Constant): OnnxTensor {
  const data =
    tensor.type === 'int64'
      ? BigInt64Array.from(values, (value) => BigInt(value))
      : Float32Array.from(values);
  return initializer(tensor, data);
}

function encodeParameter(tensor: Tensor, values: ReadonlyMap<string, Float32Array>): OnnxTensor {
  const data = values.get(tensor.name);
  const size = tensor.shape.reduce<number>((total, dimension) => total * Number(dimension), 1);
  if (data?.length !== size) {
    throw new Error(`parameter ${tensor.name}: expected ${size} values, got ${data?.length ?? 0}`);
  }
  return initializer(tensor, data);
}

function initializer(tensor: Tensor, data: Float32Array | BigInt64Array): OnnxTensor {
  return {
    name: tensor.name,
    dataType: DATA_TYPE[tensor.type],
    dims: tensor.shape.map(Number),
    rawData: new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
    floatData: [],
    int32Data: [],
    int64Data: [],
    doubleData: [],
    externalData: [],
  };
}

function valueInfo(name: string, type: ElementType, shape: Shape): OnnxValueInfo {
  const dim = shape.map((size) =>
    typeof size === 'number' ? { dimValue: size } : { dimParam: size },
  );
  return { name, type: { tensorType: { elemType: DATA_TYPE[type], shape: { dim } } } };
}
