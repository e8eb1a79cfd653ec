"""Writes digits.csv from the data inside scikit-learn's package.

    pip install scikit-learn==1.9.1
    python data/make_digits.py
"""
from pathlib import Path

from sklearn.datasets import load_digits

data = load_digits()
columns = [*(f"pixel {i} {j}" for i in range(8) for j in range(8)), "digit"]
rows = [[*map(int, pixels), int(digit)] for pixels, digit in zip(data.data, data.target)]
lines = [",".join(columns)] + [",".join(map(str, row)) for row in rows]
Path(__file__).with_name("digits.csv").write_bytes(("\n".join(lines) + "\n").encode())
