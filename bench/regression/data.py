"""The numbers that data.ts makes, with NumPy."""

from functools import lru_cache

import numpy as np

CORRELATION = 0.5
CHUNK = 65536


@lru_cache(maxsize=None)
def regression_data(n, d):
    """design (n, d + 1): ones, then the features; target (n,); labels (n,), 0 or 1."""
    random = np.random.RandomState(1)
    design = np.empty((n, d + 1))
    design[:, 0] = 1
    for first in range(0, n, CHUNK):
        rows = random.randn(min(CHUNK, n - first), d)
        for j in range(1, d):
            rows[:, j] = CORRELATION * rows[:, j - 1] + np.sqrt(1 - CORRELATION**2) * rows[:, j]
        design[first:first + CHUNK, 1:] = rows
    target = design @ np.concatenate([[1], np.arange(1, d + 1) / d]) + 0.1 * random.randn(n)
    return design, target, (target + random.randn(n) > 1).astype(float)


@lru_cache(maxsize=None)
def regression_features(n, d):
    """The features alone, one block of memory, as scikit-learn's users have them."""
    return np.ascontiguousarray(regression_data(n, d)[0][:, 1:])


@lru_cache(maxsize=None)
def collinear_data(n, d):
    """The same with a last column that is the first but for a ten-millionth: condition number about 1e7."""
    design, target, _ = regression_data(n, d)
    nearly = design.copy()
    nearly[:, -1] = nearly[:, 1] + 1e-7 * nearly[:, -1]
    return nearly, target
