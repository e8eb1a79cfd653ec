"""Runs JupyterLab as `python -m jupyterlab` does, but without asking yarn for its settings first.

JupyterLab does that at every start, for the sake of building itself, which is never done here; it takes a Node
process and half a second. Where another release has no such function, the assignment changes nothing.
"""
import sys

from jupyterlab import commands

commands._yarn_config = lambda logger: {"yarn config": {}, "npm config": {}}

from jupyterlab.labapp import main  # noqa: E402 (it asks while it is imported)

sys.argv[0] = "jupyter-lab"
sys.exit(main())
