"""Folders for kernels to run in: below the project's, where packages resolve."""
import os
import re
import shutil
import tempfile

import psutil

PLACE = os.path.realpath(os.path.join(os.path.dirname(__file__), "../../.slope"))


def make_folder():
    """A new folder that names this process; those of processes that were killed before they could tidy up go."""
    os.makedirs(PLACE, exist_ok=True)
    for name in os.listdir(PLACE):
        owner = re.fullmatch(r"kernel-(\d+)-\w+", name)
        if owner and not psutil.pid_exists(int(owner[1])):
            shutil.rmtree(os.path.join(PLACE, name), ignore_errors=True)
    return tempfile.mkdtemp(prefix=f"kernel-{os.getpid()}-", dir=PLACE)
