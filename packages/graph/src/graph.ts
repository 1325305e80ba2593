import { formatShape, product, type Shape, ShapeError } from './shape.ts';

export type ElementType = 'float32' | 'int32' | 'int64' | 'bool';

/** A value in a graph: the output of a node, an input, a parameter or a constant. */
export interface Tensor {
  readonly graph: Graph;
  readonly name: string;
  readonly shape: Shape;
  readonly type: ElementType;
  /** Creation order, which is also a topological order. */
  readonly order: number;
}

/** An integer (`axis`), integers (`perm`), or an explicit float. */
export type Attribute = number | readonly number[] | { readonly float: number };

export interface Node {
  readonly op: string;
  readonly inputs: readonly Tensor[];
  readonly attributes: Readonly<Record<string, Attribute>>;
  readonly output: Tensor;
}

/** How a trainer should fill a parameter before the first step. */
export type Initial = 'zeros' | 'ones' | 'glorot-uniform';

export interface Parameter {
  readonly tensor: Tensor;
  readonly initial: Initial;
  /** Moved towards what each batch says, not along a gradient. */
  readonly follows?: boolean;
}

export interface Constant {
  readonly tensor: Tensor;
  readonly values: readonly number[];
}

/** One edge of the chain rule: given dL/d(output), the term it adds to dL/d(input). */
export interface Derivative {
  readonly input: Tensor;
  readonly gradient: (outputGradient: Tensor) => Tensor;
}

/**
 * A tensor graph under construction. Nodes are pure, so equal nodes are built once: gradient
 * functions may ask for the same intermediate without paying twice.
 */
export class Graph {
  readonly inputs: Tensor[] = [];
  readonly parameters: Parameter[] = [];
  readonly constants: Constant[] = [];
  readonly nodes: Node[] = [];
  readonly outputs: { readonly name: string; readonly tensor: Tensor }[] = [];
  readonly derivatives = new Map<Tensor, readonly Derivative[]>();
  readonly #names = new Set<string>();
  readonly #built = new Map<string, Tensor>();
  #order = 0;

  input(name: string, shape: Shape, type: ElementType = 'float32'): Tensor {
    const tensor = this.#tensor(name, shape, type);
    this.inputs.push(tensor);
    return tensor;
  }

  /** A float tensor of fixed shape that training moves. */
  parameter(name: string, shape: readonly number[], initial: Initial, follows = false): Tensor {
    const tensor = this.#tensor(name, shape, 'float32');
    this.parameters.push({ tensor, initial, ...(follows && { follows }) });
    return tensor;
  }

  constant(values: readonly number[], shape: readonly number[], type: 'float32' | 'int64'): Tensor {
    if (product(shape) !== values.length) {
      throw new ShapeError(`constant: ${values.length} values do not fill ${formatShape(shape)}`);
    }
    return this.#once(`${type} ${shape} ${values.map(String)}`, () => {
      const tensor = this.#tensor(`constant_${this.constants.length}`, shape, type);
      this.constants.push({ tensor, values });
      return tensor;
    });
  }

  scalar(value: number): Tensor {
    return this.constant([value], [], 'float32');
  }

  /** A rank-1 int64 constant, as ONNX wants for axes, shapes and pads. */
  integers(values: readonly number[]): Tensor {
    return this.constant(values, [values.length], 'int64');
  }

  /** Appends an ONNX node with one output. The caller states the output's shape. */
  node(
    op: string,
    inputs: readonly Tensor[],
    shape: Shape,
    attributes: Readonly<Record<string, Attribute>> = {},
    type: ElementType = 'float32',
  ): Tensor {
    for (const input of inputs) {
      if (input.graph !== this) throw new Error(`${op}: ${input.name} belongs to another graph`);
    }
    const key = `${op}(${inputs.map((input) => input.name)})${JSON.stringify(attributes)}`;
    return this.#once(key, () => {
      const output = this.#tensor(`${op.toLowerCase()}_${this.nodes.length}`, shape, type);
      this.nodes.push({ op, inputs, attributes, output });
      return output;
    });
  }

  /** Declares how a node's output differentiates. Inputs not listed have no gradient. */
  differentiable(output: Tensor, derivatives: readonly Derivative[]): Tensor {
    this.derivatives.set(output, derivatives);
    return output;
  }

  output(name: string, tensor: Tensor): void {
    if (this.outputs.some((output) => output.name === name)) {
      throw new Error(`output ${name} is already defined`);
    }
    this.outputs.push({ name, tensor });
  }

  #once(key: string, build: () => Tensor): Tensor {
    const known = this.#built.get(key);
    if (known) return known;
    const tensor = build();
    this.#built.set(key, tensor);
    return tensor;
  }

  #tensor(name: string, shape: Shape, type: ElementType): Tensor {
    if (this.#names.has(name)) throw new Error(`tensor ${name} is already defined`);
    for (const size of shape) {
      if (typeof size === 'number' && !(Number.isInteger(size) && size >= 0)) {
        throw new ShapeError(`${name}: ${formatShape(shape)} is not a shape`);
      }
    }
    this.#names.add(name);
    return { graph: this, name, shape, type, order: this.#order++ };
  }
}

export function requireFloat(op: string, ...tensors: readonly Tensor[]): void {
  for (const tensor of tensors) {
    if (tensor.type !== 'float32') {
      throw new TypeError(`${op}: ${tensor.name} is ${tensor.type}, expected float32`);
    }
  }
}
