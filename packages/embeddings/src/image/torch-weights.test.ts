import { expect, test } from 'vitest';
import { EncoderRefused } from '../encoder-refused.ts';
import { readTorchWeights } from './torch-weights.ts';

const ascii = (text: string) => [...Buffer.from(text)];
const int32 = (value: number) => [...new Uint8Array(Int32Array.of(value).buffer)];
const int64 = (value: number) => [...int32(value), 0, 0, 0, 0];
const string = (text: string) => [0x58, ...int32(Buffer.byteLength(text)), ...ascii(text)];
const global = (module: string, name: string) => [0x63, ...ascii(`${module}\n${name}\n`)];
const tuple = (...values: number[][]) => [0x28, ...values.flat(), 0x74];
const small = (value: number) => [0x4b, value];
const pickled = (...body: number[]) => [0x80, 2, ...body, 0x2e];
const HEAD = [
  ...pickled(0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19),
  ...pickled(0x4d, 0xe9, 0x03),
  ...pickled(0x7d),
];

type Change = {
  readonly callee?: readonly [string, string];
  readonly shape?: readonly number[];
  readonly strides?: readonly number[];
  readonly length?: number;
};

/** A state dict of one tensor `w` over the storage 1, 2, 3, 4, 5, 6, as PyTorch before 1.6 writes it. */
function file(change: Change = {}): Uint8Array {
  const {
    callee = ['torch._utils', '_rebuild_tensor_v2'],
    shape = [2, 3],
    strides = [1, 2],
  } = change;
  const id = tuple(
    string('storage'),
    global('torch', 'FloatStorage'),
    string('77'),
    string('cpu'),
    small(6),
    [0x4e],
  );
  const ordered = [...global('collections', 'OrderedDict'), 0x29, 0x52];
  const tensor = [
    ...global(...callee),
    ...tuple(
      [...id, 0x51],
      small(0),
      tuple(...shape.map(small)),
      tuple(...strides.map(small)),
      [0x89],
      ordered,
    ),
    0x52,
  ];
  const state = pickled(...ordered, 0x28, ...string('w'), ...tensor, 0x75);
  const keys = pickled(0x5d, 0x28, ...string('77'), 0x65);
  const numbers = [...new Uint8Array(Float32Array.of(1, 2, 3, 4, 5, 6).buffer)];
  return Uint8Array.from([...HEAD, ...state, ...keys, ...int64(change.length ?? 6), ...numbers]);
}

test('a tensor comes in the order of its shape, whatever its strides', () => {
  expect(readTorchWeights(file())).toEqual(new Map([['w', Float32Array.of(1, 3, 5, 2, 4, 6)]]));
  const plain = readTorchWeights(file({ strides: [3, 1] }));
  expect(plain.get('w')).toEqual(Float32Array.of(1, 2, 3, 4, 5, 6));
});

test.each<[string, Change]>([
  ['a name that a program could be made of', { callee: ['os', 'system'] }],
  ['a call of something else than a tensor', { callee: ['torch', 'FloatStorage'] }],
  ['a tensor larger than its bytes', { shape: [200, 200], strides: [0, 0] }],
  ['a tensor beyond its bytes', { strides: [100, 2] }],
  ['a storage of another length', { length: 7 }],
  ['more dimensions than strides', { shape: [2, 3, 1] }],
])('%s is refused', (_, change) => {
  expect(() => readTorchWeights(file(change))).toThrow(EncoderRefused);
});

test('bytes that were cut or changed are refused, or give tensors all the same', () => {
  const bytes = file();
  for (let length = 0; length < bytes.length; length++) {
    expect(() => readTorchWeights(bytes.slice(0, length))).toThrow(EncoderRefused);
  }
  for (let at = 0; at < bytes.length; at++) {
    const changed = bytes.slice();
    changed[at]! ^= 0xff;
    try {
      for (const values of readTorchWeights(changed).values())
        expect(values.length).toBeLessThan(7);
    } catch (error) {
      expect(error).toBeInstanceOf(EncoderRefused);
    }
  }
});
