"""Writes breast-cancer.csv from the data inside scikit-learn's package.

    pip install scikit-learn==1.9.1
    python data/make_breast_cancer.py
"""
from pathlib import Path

from sklearn.datasets import load_breast_cancer


def shortest(value):
    """The shortest decimal that reads back as the same float64."""
    return repr(float(value)).removesuffix(".0")


data = load_breast_cancer()
columns = [*data.feature_names, "diagnosis"]
rows = [[*features, target] for features, target in zip(data.data, data.target)]
lines = [",".join(columns)] + [",".join(map(shortest, row)) for row in rows]
Path(__file__).with_name("breast-cancer.csv").write_bytes(("\n".join(lines) + "\n").encode())
