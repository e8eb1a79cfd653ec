"""The numbers that data.ts makes, with NumPy."""

from functools import lru_cache

import numpy as np

PIXELS, CLASSES = 784, 10


@lru_cache(maxsize=None)
def pictures(n):
    """pixels (n, 784) float32, uniform in [0, 1); labels (n,): the class with the largest of ten random projections."""
    random = np.random.RandomState(1)
    projections = random.randn(PIXELS, CLASSES)
    pixels = random.random_sample((n, PIXELS)).astype(np.float32)
    return pixels, np.argmax((pixels.astype(np.float64) - 0.5) @ projections, axis=1)


def starting_weights(shapes):
    """Weights of the layers in Keras's shapes, uniform within sqrt(6 / (inputs + outputs)); biases are 0."""
    random = np.random.RandomState(2)
    weights = []
    for shape in shapes:
        window = shape[0] * shape[1] if len(shape) == 4 else 1
        inputs = np.prod(shape[:-1])
        limit = np.sqrt(6 / (inputs + window * shape[-1]))
        weights.append((limit * (2 * random.random_sample(shape) - 1)).astype(np.float32))
    return weights


def shapes_of(network, size):
    if network == "mlp":
        return [(PIXELS, size["hidden"]), (size["hidden"], CLASSES)]
    return [(3, 3, 1, 32), (13 * 13 * 32, 64), (64, CLASSES)]
