"""The networks in PyTorch, as its users write them; with --fused: fused Adam, and channels_last for the CNN."""

import os
import sys

import torch
from torch import nn

from data import pictures, shapes_of, starting_weights
from serve import Job, serve

FUSED = "--fused" in sys.argv

torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", os.cpu_count())))


def build(network, size):
    weights = [torch.from_numpy(array) for array in starting_weights(shapes_of(network, size))]
    if network == "mlp":
        model = nn.Sequential(nn.Linear(784, size["hidden"]), nn.ReLU(), nn.Linear(size["hidden"], 10))
    else:
        model = nn.Sequential(
            nn.Conv2d(1, 32, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(32 * 13 * 13, 64), nn.ReLU(), nn.Linear(64, 10))
        # Here the channels of a flat picture come first, in Keras and tfjs last.
        weights[0] = weights[0].permute(3, 2, 0, 1)
        weights[1] = weights[1].reshape(13, 13, 32, 64).permute(2, 0, 1, 3).reshape(-1, 64)
    with torch.no_grad():
        layers = [layer for layer in model if hasattr(layer, "weight")]
        for layer, weight in zip(layers, weights):
            layer.weight.copy_(weight.T if weight.dim() == 2 else weight)
            layer.bias.zero_()
    if FUSED and network == "cnn":
        model = model.to(memory_format=torch.channels_last)
    return model, torch.optim.Adam(model.parameters(), lr=0.001, eps=1e-7, fused=FUSED)


def tensors(network, n):
    pixels, labels = pictures(n)
    x = torch.from_numpy(pixels)
    if network == "cnn":
        x = x.reshape(n, 1, 28, 28)
        if FUSED:
            x = x.to(memory_format=torch.channels_last)
    return x, torch.from_numpy(labels)


def steps(network):
    def work(size):
        model, optimizer = build(network, size)
        criterion = nn.CrossEntropyLoss()
        x, y = tensors(network, size["steps"] * size["batch"])
        batches = list(zip(x.split(size["batch"]), y.split(size["batch"])))

        def run():
            losses = []
            for inputs, targets in batches:
                optimizer.zero_grad()
                loss = criterion(model(inputs), targets)
                loss.backward()
                optimizer.step()
                losses.append(loss.detach())
            return torch.stack(losses).tolist()

        return Job(run, values=list, units=size["steps"])
    return work


def epoch(network):
    """Batches are picked by a list of rows, in order here, which is faster than a DataLoader."""
    def work(size):
        model, optimizer = build(network, size)
        criterion = nn.CrossEntropyLoss()
        n = size["n"]
        x, y = tensors(network, n)

        def run():
            total, correct = torch.zeros(()), torch.zeros(())
            for rows in torch.arange(n).split(size["batch"]):
                inputs, targets = x[rows], y[rows]
                optimizer.zero_grad()
                outputs = model(inputs)
                loss = criterion(outputs, targets)
                loss.backward()
                optimizer.step()
                total += loss.detach() * len(rows)
                correct += (outputs.argmax(1) == targets).sum()
            return [total.item() / n, correct.item() / n]

        return Job(run, values=list)
    return work


serve(
    {"mlpStep": steps("mlp"), "cnnStep": steps("cnn"), "mlpEpoch": epoch("mlp"), "cnnEpoch": epoch("cnn")},
    {"torch": torch.__version__},
)
