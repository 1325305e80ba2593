"""The seeded generator of packages/domain/src/random.ts, so that both sides start from the same numbers."""

import math

MASK = 0xFFFFFFFF


def seeded_random(seed):
    """Uniform draws on [0, 1): sfc32."""
    a, b, c, counter = 0x9E3779B9 ^ seed, 0x243F6A88, 0xB7E15162 ^ (seed >> 7), 1

    def draw():
        nonlocal a, b, c, counter
        t = (a + b + counter) & MASK
        counter = (counter + 1) & MASK
        a = b ^ (b >> 9)
        b = (c + (c << 3)) & MASK
        c = (((c << 21) & MASK) | (c >> 11)) + t & MASK
        return t / 4294967296

    for _ in range(16):
        draw()
    return draw


def normal(draw):
    """A standard normal draw (Box and Muller, 1958)."""
    u = 1 - draw()
    return math.sqrt(-2 * math.log(u)) * math.cos(2 * math.pi * draw())
