import { EncoderRefused } from '../encoder-refused.ts';

/**
 * The tensors of a PyTorch state dict in the format of before 1.6: four pickles (magic, protocol, system, dict), the
 * list of storages, then their bytes. A pickle is a program; of it only what builds dicts, tuples and these tensors
 * is understood, nothing is looked up or called, and anything else is refused.
 * @throws EncoderRefused
 */
export function readTorchWeights(bytes: Uint8Array): Map<string, Float32Array> {
  const reader = new Reader(bytes);
  const [magic, protocol] = [unpickle(reader), unpickle(reader)];
  if (magic !== MAGIC || protocol !== PROTOCOL) throw new EncoderRefused('no PyTorch weights');
  unpickle(reader);
  const state = unpickle(reader);
  const keys = unpickle(reader);
  if (!(state instanceof Map) || !Array.isArray(keys)) throw new EncoderRefused('no state dict');
  const storages = readStorages(reader, state, keys);
  const tensors = new Map<string, Float32Array>();
  for (const [name, tensor] of state) {
    if (typeof name !== 'string' || !(tensor instanceof PickledTensor)) {
      throw new EncoderRefused('the state dict holds something other than tensors');
    }
    const storage = storages.get(tensor.storage.key);
    if (storage) tensors.set(name, contiguous(tensor, storage));
  }
  return tensors;
}

const MAGIC = 'long:6cfc9c46f9206aa85019';
const PROTOCOL = 1001;
const MOST_BYTES = 200_000_000;

class Storage {
  readonly key: string;
  readonly isFloat: boolean;
  readonly length: number;
  constructor(key: string, isFloat: boolean, length: number) {
    this.key = key;
    this.isFloat = isFloat;
    this.length = length;
  }
}

class PickledTensor {
  readonly storage: Storage;
  readonly offset: number;
  readonly shape: readonly number[];
  readonly strides: readonly number[];
  constructor(
    storage: Storage,
    offset: number,
    shape: readonly number[],
    strides: readonly number[],
  ) {
    this.storage = storage;
    this.offset = offset;
    this.shape = shape;
    this.strides = strides;
  }
}

function readStorages(reader: Reader, state: Map<unknown, unknown>, keys: readonly unknown[]) {
  const declared = new Map<string, Storage>();
  for (const tensor of state.values()) {
    if (tensor instanceof PickledTensor) declared.set(tensor.storage.key, tensor.storage);
  }
  const found = new Map<string, Float32Array>();
  for (const key of keys) {
    const storage = declared.get(String(key));
    const length = reader.int64();
    if (!storage || storage.length !== length) throw new EncoderRefused('a storage is not its own');
    const raw = reader.take(length * (storage.isFloat ? 4 : 8));
    // Counters are not weights. A Node buffer's own slice would be no copy.
    if (storage.isFloat) found.set(storage.key, new Float32Array(new Uint8Array(raw).buffer));
  }
  return found;
}

/** In the order of its shape, whatever the strides it was stored with. */
function contiguous({ shape, strides, offset }: PickledTensor, storage: Float32Array) {
  const size = shape.reduce((product, dimension) => product * dimension, 1);
  if (size > storage.length) throw new EncoderRefused('a tensor is larger than its bytes');
  const values = new Float32Array(size);
  const at = shape.map(() => 0);
  for (let i = 0; i < size; i++) {
    let from = offset;
    for (let axis = 0; axis < shape.length; axis++) from += at[axis]! * strides[axis]!;
    if (!(from >= 0 && from < storage.length))
      throw new EncoderRefused('a tensor leaves its bytes');
    values[i] = storage[from]!;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      at[axis]! += 1;
      if (at[axis]! < shape[axis]!) break;
      at[axis] = 0;
    }
  }
  return values;
}

class Reader {
  at = 0;
  readonly bytes: Uint8Array;
  readonly view: DataView;
  constructor(bytes: Uint8Array) {
    if (bytes.length > MOST_BYTES) throw new EncoderRefused('the weights are too large');
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }
  take(length: number): Uint8Array {
    if (!(length >= 0) || this.at + length > this.bytes.length) {
      throw new EncoderRefused('the weights are cut off');
    }
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }
  byte(): number {
    return this.take(1)[0]!;
  }
  uint16(): number {
    this.take(2);
    return this.view.getUint16(this.at - 2, true);
  }
  int32(): number {
    this.take(4);
    return this.view.getInt32(this.at - 4, true);
  }
  int64(): number {
    this.take(8);
    return Number(this.view.getBigInt64(this.at - 8, true));
  }
  line(): string {
    const end = this.bytes.indexOf(0x0a, this.at);
    const text = utf8.decode(this.take(end - this.at));
    this.at += 1;
    return text;
  }
}

const utf8 = new TextDecoder();

/** Names that a state dict refers to: markers, never called by name. */
const KNOWN_NAMES = [
  'collections OrderedDict',
  'torch._utils _rebuild_tensor_v2',
  'torch FloatStorage',
  'torch LongStorage',
];

type Name = { readonly name: string };
const MARK = Symbol('mark');

/** One pickle, as plain values. Long integers come as `long:<hex, little-endian>`. */
function unpickle(reader: Reader): unknown {
  const stack: unknown[] = [];
  const memo = new Map<number, unknown>();
  const pop = () => {
    if (stack.length === 0) throw new EncoderRefused('a pickle takes what is not there');
    return stack.pop();
  };
  const sinceMark = () => {
    const mark = stack.lastIndexOf(MARK);
    if (mark < 0) throw new EncoderRefused('a pickle lacks its mark');
    const values = stack.splice(mark);
    return values.slice(1);
  };
  const set = (pairs: readonly unknown[]) => {
    const into = stack.at(-1);
    if (!(into instanceof Map)) throw new EncoderRefused('a pickle sets what is no dict');
    for (let i = 0; i < pairs.length; i += 2) into.set(pairs[i], pairs[i + 1]);
  };
  const run: Record<number, () => void> = {
    128: () => void reader.byte(),
    138: () => stack.push(`long:${Buffer.from(reader.take(reader.byte())).toString('hex')}`),
    75: () => stack.push(reader.byte()),
    77: () => stack.push(reader.uint16()),
    74: () => stack.push(reader.int32()),
    88: () => stack.push(utf8.decode(reader.take(reader.int32()))),
    136: () => stack.push(true),
    137: () => stack.push(false),
    78: () => stack.push(null),
    125: () => stack.push(new Map()),
    93: () => stack.push([]),
    41: () => stack.push([]),
    40: () => stack.push(MARK),
    113: () => void memo.set(reader.byte(), stack.at(-1)),
    114: () => void memo.set(reader.int32(), stack.at(-1)),
    104: () => stack.push(memo.get(reader.byte())),
    106: () => stack.push(memo.get(reader.int32())),
    116: () => stack.push(sinceMark()),
    133: () => stack.push([pop()]),
    134: () => stack.push([pop(), pop()].reverse()),
    135: () => stack.push([pop(), pop(), pop()].reverse()),
    117: () => set(sinceMark()),
    115: () => set([pop(), pop()].reverse()),
    101: () => {
      const values = sinceMark();
      const list = stack.at(-1);
      if (!Array.isArray(list)) throw new EncoderRefused('a pickle appends to what is no list');
      list.push(...values);
    },
    99: () => {
      const name = `${reader.line()} ${reader.line()}`;
      if (!KNOWN_NAMES.includes(name)) throw new EncoderRefused(`a pickle names ${name}`);
      stack.push({ name } satisfies Name);
    },
    81: () => stack.push(storageOf(pop())),
    82: () => {
      const values = pop();
      stack.push(rebuild(pop(), values));
    },
    // A dict's own attributes: versions of modules.
    98: () => void pop(),
  };
  for (;;) {
    const code = reader.byte();
    if (code === 0x2e) return pop();
    const step = run[code];
    if (!step) throw new EncoderRefused(`a pickle has the unknown code ${code}`);
    step();
  }
}

function storageOf(id: unknown): Storage {
  if (!Array.isArray(id)) throw new EncoderRefused('a storage without a name');
  const [what, type, key, , length] = id as unknown[];
  const { name } = (type ?? {}) as Partial<Name>;
  const isFloat = name === 'torch FloatStorage';
  if (
    what !== 'storage' ||
    typeof length !== 'number' ||
    (!isFloat && name !== 'torch LongStorage')
  ) {
    throw new EncoderRefused('a storage of an unknown kind');
  }
  return new Storage(String(key), isFloat, length);
}

function rebuild(callee: unknown, values: unknown): unknown {
  const { name } = (callee ?? {}) as Partial<Name>;
  if (name === 'collections OrderedDict') return new Map();
  if (name !== 'torch._utils _rebuild_tensor_v2' || !Array.isArray(values)) {
    throw new EncoderRefused('a pickle calls what it must not');
  }
  const [storage, offset, shape, strides] = values as unknown[];
  const numbers = (list: unknown): list is number[] =>
    Array.isArray(list) && list.every((one) => typeof one === 'number' && one >= 0);
  if (!(storage instanceof Storage) || typeof offset !== 'number') {
    throw new EncoderRefused('a tensor without a storage');
  }
  if (!numbers(shape) || !numbers(strides) || shape.length !== strides.length) {
    throw new EncoderRefused('a tensor without a shape');
  }
  return new PickledTensor(storage, offset, shape, strides);
}
