import protobuf from 'protobufjs/light.js';
import descriptor from './onnx-subset.json' with { type: 'json' };

/** The part of ONNX's ModelProto that Placard writes and reads (IR 8). Field names as in onnx.proto. */
export interface OnnxModel {
  irVersion: number;
  producerName?: string;
  opsetImport: { domain?: string; version: number }[];
  graph: OnnxGraph;
}

export interface OnnxGraph {
  name: string;
  node: OnnxNode[];
  initializer: OnnxTensor[];
  input: OnnxValueInfo[];
  output: OnnxValueInfo[];
}

export interface OnnxNode {
  opType: string;
  domain?: string;
  name?: string;
  input: string[];
  output: string[];
  attribute: OnnxAttribute[];
}

export interface OnnxAttribute {
  name: string;
  type: number;
  f?: number;
  i?: number;
  s?: Uint8Array;
  t?: OnnxTensor;
  floats: number[];
  ints: number[];
  strings: Uint8Array[];
}

export interface OnnxTensor {
  name: string;
  dataType: number;
  dims: number[];
  rawData?: Uint8Array;
  floatData: number[];
  int32Data: number[];
  int64Data: number[];
  doubleData: number[];
  externalData: { key: string; value: string }[];
  dataLocation?: number;
}

export interface OnnxValueInfo {
  name: string;
  type?: {
    tensorType?: {
      elemType: number;
      shape?: { dim: { dimValue?: number; dimParam?: string }[] };
    };
  };
}

/** TensorProto.DataType codes in use. */
export const DATA_TYPE = {
  float32: 1,
  uint8: 2,
  int8: 3,
  int32: 6,
  int64: 7,
  bool: 9,
  float64: 11,
} as const;

/** AttributeProto.AttributeType codes in use. */
export const ATTRIBUTE_TYPE = { float: 1, int: 2, ints: 7 } as const;

export const modelProto = protobuf.Root.fromJSON(descriptor).lookupType('onnx.ModelProto');
