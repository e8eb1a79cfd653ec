"""Takes libraries, and headers with all that they include, out of a TensorFlow wheel (a zip file).

usage: unpack_wheel.py WHEEL FOLDER --libraries NAME... --headers NAME...
"""
import argparse
import re
import shutil
import zipfile
from pathlib import Path

INCLUDE = re.compile(rb'^\s*#\s*include\s*["<]([^">]+)[">]', re.MULTILINE)


def extract(wheel, member, target):
    """Copies one file of the wheel to `target`; zipfile checks its CRC."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with wheel.open(member) as source, target.open("wb") as copy:
        shutil.copyfileobj(source, copy, 1 << 20)


def with_included(wheel, headers, root="tensorflow/include/"):
    """The headers and every header of the wheel that they name, in whatever branch of the preprocessor."""
    present = set(wheel.namelist())
    waiting, seen = list(headers), set()
    while waiting:
        header = waiting.pop()
        if header in seen or root + header not in present:
            continue
        seen.add(header)
        waiting += [name.decode() for name in INCLUDE.findall(wheel.read(root + header))]
    return seen


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("wheel")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--libraries", nargs="+")
    parser.add_argument("--headers", nargs="+")
    options = parser.parse_args()
    with zipfile.ZipFile(options.wheel) as wheel:
        for library in options.libraries:
            extract(wheel, f"tensorflow/{library}", options.folder / "lib" / library)
        for header in with_included(wheel, options.headers):
            extract(wheel, f"tensorflow/include/{header}", options.folder / "include" / header)


main()
