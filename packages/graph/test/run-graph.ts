import * as ort from 'onnxruntime-node';
import {
  encodeModel,
  exportModel,
  type Graph,
  type OnnxModel,
  type OnnxNode,
} from '../src/index.ts';
import { DATA_TYPE } from '../src/onnx/model.ts';

export interface Feed {
  readonly data: Float64Array;
  readonly dims: readonly number[];
}
export type Feeds = Readonly<Record<string, Feed>>;

export interface RunnableGraph {
  run(feeds: Feeds): Promise<Readonly<Record<string, Float64Array>>>;
}

/**
 * Loads a graph into onnxruntime with every float32 widened to float64: the same nodes, but finite
 * differences are then exact to about nine digits instead of three.
 */
export async function loadInDoublePrecision(graph: Graph): Promise<RunnableGraph> {
  const session = await ort.InferenceSession.create(encodeModel(widen(exportModel(graph))), {
    intraOpNumThreads: 1,
    logSeverityLevel: 3,
  });
  return {
    async run(feeds) {
      const tensors = Object.fromEntries(
        Object.entries(feeds)
          .filter(([name]) => session.inputNames.includes(name))
          .map(([name, { data, dims }]) => [name, new ort.Tensor('float64', data, dims)]),
      );
      const results = await session.run(tensors);
      return Object.fromEntries(
        Object.entries(results).map(([name, tensor]) => [name, tensor.data as Float64Array]),
      );
    },
  };
}

function widen(model: OnnxModel): OnnxModel {
  const { graph } = model;
  for (const tensor of graph.initializer) {
    if (tensor.dataType !== DATA_TYPE.float32 || !tensor.rawData) continue;
    const values = new Float32Array(tensor.rawData.slice().buffer);
    tensor.rawData = new Uint8Array(Float64Array.from(values).buffer);
    tensor.dataType = DATA_TYPE.float64;
  }
  for (const { type } of [...graph.input, ...graph.output]) {
    if (type?.tensorType?.elemType === DATA_TYPE.float32) {
      type.tensorType.elemType = DATA_TYPE.float64;
    }
  }
  for (const node of graph.node.filter(({ opType }) => opType === 'Cast')) {
    for (const attribute of node.attribute) attribute.i = DATA_TYPE.float64;
  }
  graph.node = graph.node.flatMap(widenSoftplus);
  return model;
}

/** onnxruntime has no float64 Softplus: log(e^x / sigmoid(x)) is the same function. */
function widenSoftplus(node: OnnxNode): OnnxNode[] {
  if (node.opType !== 'Softplus') return [node];
  const [x = '', y = ''] = [node.input[0], node.output[0]];
  const step = (opType: string, input: string[], output: string) => ({
    opType,
    input,
    output: [output],
    attribute: [],
  });
  return [
    step('Exp', [x], `${y}.exp`),
    step('Sigmoid', [x], `${y}.sigmoid`),
    step('Div', [`${y}.exp`, `${y}.sigmoid`], `${y}.ratio`),
    step('Log', [`${y}.ratio`], y),
  ];
}
