"""Linear regression in PyTorch, float64 unless the size says `bits`: 32; the column of ones spares it an addition a step."""

import os

import numpy as np
import torch
from torch.nn.functional import binary_cross_entropy_with_logits, mse_loss

from data import regression_data
from serve import Job, serve

torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", os.cpu_count())))

OPTIMIZERS = {
    "gradientDescent": lambda w: torch.optim.SGD([w], lr=0.001),
    "momentum": lambda w: torch.optim.SGD([w], lr=0.001, momentum=0.9),
    "nesterov": lambda w: torch.optim.SGD([w], lr=0.001, momentum=0.9, nesterov=True),
    "adagrad": lambda w: torch.optim.Adagrad([w], lr=0.001),
    "rmsprop": lambda w: torch.optim.RMSprop([w], lr=0.001),
    "adam": lambda w: torch.optim.Adam([w], lr=0.001),
    "adamW": lambda w: torch.optim.AdamW([w], lr=0.001),
}


def tensors(size):
    dtype = torch.float32 if size.get("bits") == 32 else torch.float64
    return [torch.from_numpy(array).to(dtype) for array in regression_data(size["n"], size["d"])]


def zeros(design):
    return torch.zeros(design.shape[1], dtype=design.dtype, requires_grad=True)


def end_of(criterion, design, target, w):
    with torch.no_grad():
        return [criterion(design @ w, target).item(), *w.tolist()]


def descend(criterion, design, target, name, steps):
    """Keeps loss and parameters of every step."""
    w = zeros(design)
    optimizer = OPTIMIZERS[name](w)
    losses, trail = [], []
    for _ in range(steps):
        optimizer.zero_grad()
        loss = criterion(design @ w, target)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
        trail.append(w.detach().clone())
    return end_of(criterion, design, target, w)


def full_batch(name):
    def work(size):
        design, target, _ = tensors(size)
        return Job(lambda: descend(mse_loss, design, target, name, size["steps"]), values=list, units=size["steps"])
    return work


def logistic_step(size):
    design, _, labels = tensors(size)
    run = lambda: descend(binary_cross_entropy_with_logits, design, labels, "adam", size["steps"])
    return Job(run, values=list, units=size["steps"])


def mini_batch(size):
    design, target, _ = tensors(size)
    n, batch = size["n"], size["batchSize"]

    def run():
        random = np.random.RandomState(0)
        order = np.arange(n)
        w = zeros(design)
        optimizer = OPTIMIZERS["adam"](w)
        trail = [end_of(mse_loss, design, target, w)]
        for _ in range(size["epochs"]):
            random.shuffle(order)
            for rows in torch.from_numpy(order).split(batch):
                optimizer.zero_grad()
                mse_loss(design[rows] @ w, target[rows]).backward()
                optimizer.step()
            trail.append(end_of(mse_loss, design, target, w))
        return trail[-1]
    return Job(run, values=list, units=size["epochs"] * -(-n // batch))


def fit(size):
    design, target, _ = tensors(size)

    def run():
        w = zeros(design)
        optimizer = torch.optim.SGD([w], lr=0.3)
        losses, steps, enough = [], 0, None
        while True:
            optimizer.zero_grad()
            loss = mse_loss(design @ w, target)
            loss.backward()
            length = w.grad.norm().item()
            enough = 1e-8 * length if enough is None else enough
            if length <= enough:
                return [steps, *w.tolist()]
            losses.append(loss.item())
            optimizer.step()
            steps += 1
    return Job(run, values=list)


serve({
    **{name: full_batch(name) for name in OPTIMIZERS}, "logisticStep": logistic_step, "miniBatch": mini_batch, "fit": fit,
}, {"PyTorch": torch.__version__})
