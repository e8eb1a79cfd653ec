"""Linear regression in NumPy: vectorised, float64, arrays made beforehand."""

import numpy as np

from data import collinear_data, regression_data
from serve import Job, serve

RATE = 0.001


def gradient_descent(w):
    def update(gradient):
        np.subtract(w, RATE * gradient, out=w)
    return update


def momentum(w, nesterov=False):
    velocity = np.zeros_like(w)

    def update(gradient):
        nonlocal velocity
        velocity *= 0.9
        velocity += gradient
        w[:] -= RATE * (gradient + 0.9 * velocity if nesterov else velocity)
    return update


def adagrad(w):
    squares = np.zeros_like(w)

    def update(gradient):
        nonlocal squares
        squares += gradient * gradient
        w[:] -= RATE * gradient / (np.sqrt(squares) + 1e-10)
    return update


def rmsprop(w):
    squares = np.zeros_like(w)

    def update(gradient):
        nonlocal squares
        squares *= 0.99
        squares += 0.01 * gradient * gradient
        w[:] -= RATE * gradient / (np.sqrt(squares) + 1e-8)
    return update


def adam(w, decay=0.0):
    mean, squares, step = np.zeros_like(w), np.zeros_like(w), 0

    def update(gradient):
        nonlocal mean, squares, step
        step += 1
        if decay:
            w[:] *= 1 - RATE * decay
        mean *= 0.9
        mean += 0.1 * gradient
        squares *= 0.999
        squares += 0.001 * gradient * gradient
        w[:] -= RATE / (1 - 0.9**step) * mean / (np.sqrt(squares) / np.sqrt(1 - 0.999**step) + 1e-8)
    return update


OPTIMIZERS = {
    "gradientDescent": gradient_descent,
    "momentum": momentum,
    "nesterov": lambda w: momentum(w, nesterov=True),
    "adagrad": adagrad,
    "rmsprop": rmsprop,
    "adam": adam,
    "adamW": lambda w: adam(w, decay=0.01),
}


def squared_error(design, target, w):
    residuals = design @ w - target
    return residuals @ residuals / len(target), 2 / len(target) * (residuals @ design)


def logistic(design, labels, w):
    z = design @ w
    loss = (np.logaddexp(0, z) - labels * z).mean()
    return loss, (1 / (1 + np.exp(-z)) - labels) @ design / len(labels)


def descend(loss, design, target, optimizer, steps):
    """Keeps loss and parameters of every step."""
    w = np.zeros(design.shape[1])
    update = OPTIMIZERS[optimizer](w)
    losses, trail = np.empty(steps), np.empty((steps, len(w)))
    for t in range(steps):
        losses[t], gradient = loss(design, target, w)
        update(gradient)
        trail[t] = w
    return [loss(design, target, w)[0], *w]


def full_batch(optimizer):
    def work(size):
        design, target, _ = regression_data(size["n"], size["d"])
        return Job(lambda: descend(squared_error, design, target, optimizer, size["steps"]), values=list, units=size["steps"])
    return work


def logistic_step(size):
    design, _, labels = regression_data(size["n"], size["d"])
    return Job(lambda: descend(logistic, design, labels, "adam", size["steps"]), values=list, units=size["steps"])


def mini_batch(size):
    design, target, _ = regression_data(size["n"], size["d"])
    n, batch = size["n"], size["batchSize"]

    def run():
        random = np.random.RandomState(0)
        order = np.arange(n)
        w = np.zeros(design.shape[1])
        update = adam(w)
        losses, trail = [squared_error(design, target, w)[0]], [w.copy()]
        for _ in range(size["epochs"]):
            random.shuffle(order)
            for first in range(0, n, batch):
                rows = order[first:first + batch]
                update(squared_error(design[rows], target[rows], w)[1])
            losses.append(squared_error(design, target, w)[0])
            trail.append(w.copy())
        return [losses[-1], *w]
    return Job(run, values=list, units=size["epochs"] * -(-n // batch))


def fit(size):
    design, target, _ = regression_data(size["n"], size["d"])

    def run():
        w = np.zeros(design.shape[1])
        gradient = squared_error(design, target, w)[1]
        enough, steps, losses = 1e-8 * np.linalg.norm(gradient), 0, []
        while np.linalg.norm(gradient) > enough:
            w -= 0.3 * gradient
            loss, gradient = squared_error(design, target, w)
            losses.append(loss)
            steps += 1
        return [steps, *w]
    return Job(run, values=list)


def closed_form(size):
    """The normal equations."""
    design, target, _ = regression_data(size["n"], size["d"])
    return Job(lambda: np.linalg.solve(design.T @ design, design.T @ target), values=list)


def closed_form_collinear(size):
    """lstsq: the normal equations would lose all digits."""
    design, target = collinear_data(size["n"], size["d"])
    return Job(lambda: np.linalg.lstsq(design, target)[0], values=list)


def maps(size):
    """All cells of a map at once."""
    side, quarter = size["side"], size["steps"] >> 2

    def factors(looks_ahead, widest_rate):
        rates, shares = (np.arange(side) + 0.5) * widest_rate / side, (np.arange(side)[:, None] + 0.5) / side
        x, velocity, logarithm = np.ones((side, side)), np.zeros((side, side)), np.zeros((side, side))
        before, last = np.full((side, side), -np.inf), np.full((side, side), -np.inf)
        for t in range(4 * quarter):
            gradient = x
            velocity = shares * velocity + gradient
            x = x - rates * (gradient + shares * velocity if looks_ahead else velocity)
            length = np.hypot(x, velocity)
            x /= length
            velocity /= length
            logarithm += np.log(length)
            if t >= 3 * quarter:
                np.maximum(last, logarithm, out=last)
            elif t >= 2 * quarter:
                np.maximum(before, logarithm, out=before)
        return np.exp((last - before) / quarter)
    return Job(lambda: np.concatenate([factors(False, 4.4), factors(True, 2.2)]), values=lambda maps: maps.ravel())


serve({
    **{name: full_batch(name) for name in OPTIMIZERS}, "logisticStep": logistic_step, "miniBatch": mini_batch, "fit": fit,
    "closedForm": closed_form, "closedFormCollinear": closed_form_collinear, "maps": maps,
}, {"NumPy": np.__version__})
