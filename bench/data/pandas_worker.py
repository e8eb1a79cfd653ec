"""Tables in pandas, as its users write it."""

import os
from pathlib import Path

import numpy as np
import pandas as pd

from serve import Job, serve

FOLDER = Path(os.environ["SLOPE_BENCH_DATA"])


def table_values(x, y):
    rows = len(x)
    places = np.arange(min(rows, 1000)) * rows // min(rows, 1000)
    return [rows, x.mean(), y.mean(), *np.column_stack([x[places], y[places]]).ravel()]


def x_and_y(frame):
    return frame["x"].to_numpy(), frame["y"].to_numpy()


def frame_values(frame):
    return table_values(*x_and_y(frame))


def table(size):
    return FOLDER / f"table-{size['n']}.csv"


def numbers(size):
    return FOLDER / f"numbers-{size['n']}.csv"


def read_arrays(file):
    frame = pd.read_csv(file)
    return [frame[name].to_numpy() for name in frame.columns]


def on_frame(run, values):
    def prepare(size):
        frame = pd.read_csv(table(size))
        return Job(lambda: run(frame), values)
    return prepare


serve({
    "read": lambda size: Job(lambda: pd.read_csv(table(size)), frame_values),
    "readArrays": lambda size: Job(lambda: read_arrays(table(size)), lambda arrays: table_values(*arrays[1:])),
    "readNumbers": lambda size: Job(lambda: read_arrays(numbers(size)), lambda arrays: table_values(*arrays[1:])),
    "sort": on_frame(lambda frame: frame.sort_values("x"), frame_values),
    "groupBy": on_frame(lambda frame: frame.groupby("city").mean(), lambda means: means.to_numpy().ravel()),
    "filter": on_frame(lambda frame: frame[frame["x"] > 0.5], frame_values),
    "toArrays": on_frame(x_and_y, lambda arrays: table_values(*arrays)),
}, {"pandas": pd.__version__})
