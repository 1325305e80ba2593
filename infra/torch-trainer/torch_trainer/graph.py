"""Runs the nodes of an ONNX graph on torch tensors, so that autograd can differentiate it."""

import onnx
import torch
from onnx import numpy_helper

OPERATORS = {}


def operator(name):
    def register(function):
        OPERATORS[name] = function
        return function

    return register


class OnnxGraph:
    """A graph without control flow. Raises on an operator it does not know."""

    def __init__(self, path, device):
        graph = onnx.load(path, load_external_data=False).graph
        for tensor in graph.initializer:
            if tensor.data_location == onnx.TensorProto.EXTERNAL:
                raise ValueError(f"tensor {tensor.name} refers to external data")
        constants = {
            tensor.name: torch.from_numpy(numpy_helper.to_array(tensor).copy())
            for tensor in graph.initializer
        }
        # Whole numbers are shapes and axes, which the host reads: on a GPU each would stop the queue.
        self.constants = {
            name: value.to(device) if value.is_floating_point() else value
            for name, value in constants.items()
        }
        self.nodes = [
            (node.op_type, list(node.input), node.output[0], attributes(node))
            for node in graph.node
        ]
        unknown = {op for op, *_ in self.nodes} - OPERATORS.keys()
        if unknown:
            raise ValueError(f"unknown operators: {', '.join(sorted(unknown))}")

    def run(self, feeds):
        """Every value of the graph by name."""
        values = {**self.constants, **feeds}
        for op, inputs, output, attrs in self.nodes:
            values[output] = OPERATORS[op](*(values[name] for name in inputs), **attrs)
        return values


def attributes(node):
    return {attribute.name: onnx.helper.get_attribute_value(attribute) for attribute in node.attribute}


for name, function in {
    "Identity": lambda x: x,
    "Add": torch.add,
    "Sub": torch.sub,
    "Mul": torch.mul,
    "Div": torch.div,
    "Neg": torch.neg,
    "Exp": torch.exp,
    "Log": torch.log,
    "Sqrt": torch.sqrt,
    "Sign": torch.sign,
    "Relu": torch.relu,
    "Sigmoid": torch.sigmoid,
    "Tanh": torch.tanh,
    "Softplus": lambda x: torch.nn.functional.softplus(x, threshold=float("inf")),
    "MatMul": torch.matmul,
    "Softmax": lambda x, axis: torch.softmax(x, axis),
    "LogSoftmax": lambda x, axis: torch.log_softmax(x, axis),
    "Concat": lambda *parts, axis: torch.cat(parts, axis),
    "Transpose": lambda x, perm: x.permute(*perm),
    "Shape": lambda x: torch.tensor(x.shape, dtype=torch.int64),
    "Size": lambda x: torch.tensor(x.numel(), dtype=torch.int64),
    "Expand": lambda x, shape: x * torch.ones(*shape.tolist(), dtype=x.dtype, device=x.device),
}.items():
    OPERATORS[name] = function


@operator("Gemm")
def gemm(a, b, c=None, transA=0, transB=0):
    a = a.t() if transA else a
    b = b.t() if transB else b
    return a @ b if c is None else torch.addmm(c, a, b)


@operator("ReduceSum")
def reduce_sum(x, axes, keepdims=1):
    return x.sum(dim=axes.tolist(), keepdim=bool(keepdims))


@operator("ReduceMax")
def reduce_max(x, axes, keepdims=1):
    return x.amax(dim=axes.tolist(), keepdim=bool(keepdims))


@operator("Reshape")
def reshape(x, shape):
    return x.reshape([x.shape[i] if size == 0 else size for i, size in enumerate(shape.tolist())])


@operator("Squeeze")
def squeeze(x, axes):
    removed = {axis % x.dim() for axis in axes.tolist()}
    return x.reshape([size for axis, size in enumerate(x.shape) if axis not in removed])


@operator("Unsqueeze")
def unsqueeze(x, axes):
    rank = x.dim() + len(axes)
    for axis in sorted(axis % rank for axis in axes.tolist()):
        x = x.unsqueeze(axis)
    return x


@operator("Slice")
def slice_(x, starts, ends, axes):
    for start, end, axis in zip(starts.tolist(), ends.tolist(), axes.tolist()):
        x = x.narrow(axis, start, end - start)
    return x


@operator("Pad")
def pad(x, amounts):
    before, after = amounts.reshape(2, x.dim()).tolist()
    pairs = [pair for axis in reversed(range(x.dim())) for pair in (before[axis], after[axis])]
    return torch.nn.functional.pad(x, pairs)


@operator("Cast")
def cast(x, to):
    return x.to({1: torch.float32, 7: torch.int64}[to])
