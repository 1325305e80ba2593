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

  /** x [B, 2] in eight bits, times `weights` [2, `out`], by `zeroes` zero points. */
  function inEightBits(out: number, zeroes: number, data = 2 * out): Uint8Array {
    const bytes = (name: string, dataType: number, dims: number[], count: number) => ({
      ...{ name, dataType, dims, rawData: new Uint8Array(count) },
      ...{ floatData: [], int32Data: [], int64Data: [], doubleData: [], externalData: [] },
    });
    const node = (opType: string, input: string[], output: string[]) => ({
      ...{ opType, input, output, attribute: [] },
    });
    return altered((m) => {
      m.graph.node = [
        node('DynamicQuantizeLinear', ['x'], ['q', 'scale', 'zero']),
        node('MatMulInteger', ['q', 'weights', zeroes === 1 ? 'zero' : 'zeroes'], ['product']),
        node('Cast', ['product'], ['float']),
        node('Mul', ['float', 'scale'], ['logit']),
      ];
      m.graph.node[2]!.attribute = [
        { name: 'to', type: 2, i: 1, floats: [], ints: [], strings: [] },
      ];
      m.graph.initializer = [
        bytes('weights', 3, [2, out], data),
        ...(zeroes === 1 ? [] : [bytes('zeroes', 2, [zeroes], zeroes)]),
      ];
    });
  }

  it('products in eight bits are accepted, within the bounds of every product', () => {
    expect(assertSafeModel(inEightBits(3, 1)).graph.node).toHaveLength(4);
    expect(() => assertSafeModel(inEightBits(3, 3))).toThrow(/more than one zero point/);
    expect(() => assertSafeModel(inEightBits(3, 1, 7))).toThrow(/inline/);
    expect(() => assertSafeModel(inEightBits(3, 1), { maxElements: 4_096 * 3 - 1 })).toThrow(
      /would hold 12288 values/,
    );
    expect(() => assertSafeModel(inEightBits(3, 1), { maxWorkPerRow: 6 })).toThrow(/multiply-adds/);
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
