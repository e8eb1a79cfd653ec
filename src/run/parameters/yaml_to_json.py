"""Prints a YAML file as one JSON line: {"data": …}, or {"fault": "why it cannot be read"}."""

import json
import sys

import yaml


def content(file):
    try:
        with open(file, encoding="utf-8") as text:
            return {"data": yaml.safe_load(text)}
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        return {"fault": " ".join(str(error).split())}


if __name__ == "__main__":
    print(json.dumps(content(sys.argv[1]), default=str))
