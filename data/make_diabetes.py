"""Writes diabetes.csv from the raw data inside scikit-learn's package.

    pip install scikit-learn==1.9.1
    python data/make_diabetes.py
"""
from pathlib import Path

from sklearn.datasets import load_diabetes

COLUMNS = [
    "age",
    "sex",
    "bmi",
    "blood pressure",
    "total cholesterol",
    "ldl",
    "hdl",
    "cholesterol ratio",
    "log triglycerides",
    "blood sugar",
    "progression",
]


def shortest(value):
    """The shortest decimal that reads back as the same float64."""
    return repr(float(value)).removesuffix(".0")


data = load_diabetes(scaled=False)
rows = [[*features, target] for features, target in zip(data.data, data.target)]
lines = [",".join(COLUMNS)] + [",".join(map(shortest, row)) for row in rows]
Path(__file__).with_name("diabetes.csv").write_bytes(("\n".join(lines) + "\n").encode())
