import { describe, expect, it } from 'vitest';
import { Graph } from '../graph.ts';
import { linear } from '../ops/gemm.ts';
import { assertSafeModel, UnsafeModelError } from './assert-safe-model.ts';
import { decodeModel } from './decode.ts';
import { encodeModel, exportModel } from './encode.ts';
import type { OnnxModel } from './model.ts';

function model(): OnnxModel {
  const graph = new Graph();
  const weight = graph.parameter('weight', [1, 2], 'glorot-uniform');
  const bias = graph.parameter('bias', [1], 'zeros');
  graph.output('logit', linear(graph.input('x', ['B', 2]), weight, bias));
  return exportModel(graph, {
    parameters: new Map([
      ['weight', Float32Array.of(1, 2)],
      ['bias', Float32Array.of(3)],
    ]),
  });
}

function altered(change: (model: OnnxModel) => void): Uint8Array {
  const copy = model();
  change(copy);
  return encodeModel(copy);
}

describe('only plain arithmetic passes', () => {
  it('a model of the builder is accepted and decodes to what was encoded', () => {
    const bytes = encodeModel(model());
    expect(assertSafeModel(bytes).graph.node.map(({ opType }) => opType)).toEqual([
      'Gemm',
      'Identity',
    ]);
    expect(encodeModel(decodeModel(bytes))).toEqual(bytes);
  });

  it.each<[string, (m: OnnxModel) => void, RegExp]>([
    [
      'a tensor that reads a file',
      (m) => {
        m.graph.initializer[0]!.externalData = [{ key: 'location', value: '.env' }];
        m.graph.initializer[0]!.dataLocation = 1;
      },
      /external data/,
    ],
    [
      'a data location without a path',
      (m) => {
        m.graph.initializer[0]!.dataLocation = 1;
      },
      /external data/,
    ],
    [
      'an attribute tensor that reads a file',
      (m) => {
        const t = {
          ...m.graph.initializer[0]!,
          externalData: [{ key: 'location', value: '/etc/passwd' }],
        };
        m.graph.node[0]!.attribute.push({
          name: 'value',
          type: 4,
          t,
          floats: [],
          ints: [],
          strings: [],
        });
      },
      /external data/,
    ],
    [
      'an operator outside the set',
      (m) => {
        m.graph.node[0]!.opType = 'Loop';
      },
      /Loop is not allowed/,
    ],
    [
      'an operator of a custom domain',
      (m) => {
        m.graph.node[0]!.domain = 'com.example';
      },
      /com\.example/,
    ],
    [
      'a custom operator set',
      (m) => {
        m.opsetImport.push({ domain: 'com.example', version: 1 });
      },
      /com\.example/,
    ],
    [
      'a tensor with fewer bytes than its shape',
      (m) => {
        m.graph.initializer[0]!.dims = [1, 3];
      },
      /inline/,
    ],
  ])('%s is refused', (_name, change, message) => {
    expect(() => assertSafeModel(altered(change))).toThrow(UnsafeModelError);
    expect(() => assertSafeModel(altered(change))).toThrow(message);
  });

  it('a field that the subset does not know is refused: model-local functions', () => {
    const field = Buffer.from([0xca, 0x01, 0x00]); // field 25, length-delimited, empty
    expect(() => assertSafeModel(Buffer.concat([encodeModel(model()), field]))).toThrow(
      UnsafeModelError,
    );
  });

  it('a second graph field, which parsers merge differently, is refused', () => {
    const evil = altered((m) => {
      m.graph.initializer[0]!.externalData = [{ key: 'location', value: '.env' }];
    });
    expect(() => assertSafeModel(Buffer.concat([evil, encodeModel(model())]))).toThrow(
      UnsafeModelError,
    );
  });

  it('oversize and noise are refused', () => {
    const bytes = encodeModel(model());
    expect(() => assertSafeModel(bytes, { maxBytes: bytes.length - 1, maxNodes: 10 })).toThrow(
      'exceed',
    );
    expect(() => assertSafeModel(bytes, { maxBytes: bytes.length, maxNodes: 1 })).toThrow('exceed');
    expect(() => assertSafeModel(Buffer.from('not a model'))).toThrow(UnsafeModelError);
  });
});
