"""How embedding rows move along their gradient; the formulas are those of the onnxruntime engine."""

import math

import torch


def adagrad(weights, g, states, step, rate, l2):
    (squares,) = states
    g = g + l2 * weights
    squares = squares + g * g
    return weights - rate * g / (squares.sqrt() + 1e-10), [squares]


def adam(weights, g, states, step, rate, l2):
    mean, variance = states
    g = g + l2 * weights
    mean = 0.9 * mean + 0.1 * g
    variance = 0.999 * variance + 0.001 * g * g
    correction = math.sqrt(1 - 0.999**step)
    rate = rate * correction / (1 - 0.9**step)
    return weights - rate * mean / (variance.sqrt() + 1e-8 * correction), [mean, variance]


def ftrl(weights, g, states, step, rate, l2):
    z, n = states
    z = torch.where(n == 0, -weights * (1 / rate + l2), z)
    after = n + g * g
    z = z + g - (after.sqrt() - n.sqrt()) / rate * weights
    return -z / ((1 + after.sqrt()) / rate + l2), [z, after]


RULES = {"adagrad": (adagrad, 1), "adam": (adam, 2), "adam-all": (adam, 2), "ftrl": (ftrl, 2)}

# Rules that move every row at every step.
WHOLE = {"adam-all"}


class RowOptimiser:
    """Moves the rows of one embedding input; states are laid out as its table."""

    def __init__(self, kind, embedding):
        self.rule, count = RULES[kind]
        self.whole = kind in WHOLE
        self.embedding = embedding
        self.states = [torch.zeros_like(embedding.table) for _ in range(count)]

    @torch.no_grad()
    def step(self, rows, gradients, step, rate, l2):
        table = self.embedding.table
        if self.whole:
            dense = torch.zeros_like(table)
            dense[rows] = gradients
            weights, self.states = self.rule(table, dense, self.states, step, rate, l2)
            table.copy_(weights)
            return
        weights, states = self.rule(
            table[rows], gradients, [state[rows] for state in self.states], step, rate, l2
        )
        table[rows] = weights
        for state, values in zip(self.states, states, strict=True):
            state[rows] = values
