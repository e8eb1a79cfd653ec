"""The Python side of a benchmark's worker; its counterpart in TypeScript is bench/harness/serve.ts."""

import json
import math
import os
import resource
import sys
import traceback
from statistics import median
from time import perf_counter

SAMPLE_SECONDS = 0.05
WARM_UP_SECONDS = 0.3
SAMPLES = 3
LONG_SECONDS = 5  # a first run that takes this long warms up enough


class Job:
    """Work that is ready to be timed.

    run: what is timed; units: how many units (steps, say) one run does; before: done before each run, not timed;
    values: the numbers by which the contestants' results are compared, out of what run returned.
    """

    def __init__(self, run, values, units=1, before=None):
        self.run, self.values, self.units, self.before = run, values, units, before


def serve(works, versions):
    """Answers requests from standard input until it ends. works: name -> function(size) -> Job."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # standard output belongs to the answers
    prepared = {}
    for line in sys.stdin:
        try:
            reply = answer(json.loads(line), works, versions, prepared)
        except Exception:
            reply = {"error": traceback.format_exc()}
        print(json.dumps(reply), file=answers, flush=True)


def answer(request, works, versions, prepared):
    call, work, size = request["call"], request.get("work"), request.get("size", {})
    if call == "hello":
        return {"versions": versions}
    key = (work, json.dumps(size))
    if call == "measure":
        return {"seconds": measure(*prepared[key])}
    idle = peak_mebibytes()
    job = works[work](size)
    if job.before:
        job.before()
    started = perf_counter()
    result = job.run()
    seconds = perf_counter() - started
    values = [float(value) for value in job.values(result)]
    values = [value if math.isfinite(value) else None for value in values]
    if call == "memory":
        return {"peak": peak_mebibytes(), "idle": idle}
    prepared[key] = (job, warm_up(job) if seconds < LONG_SECONDS else 1)
    return {"values": values}


def peak_mebibytes():
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 2**20 if sys.platform == "darwin" else peak / 2**10


def warm_up(job):
    """Runs the job until it is warm; how many runs make a sample that lasts long enough for the clock."""
    seconds = 0
    while seconds < WARM_UP_SECONDS:
        latest = seconds_of(job, 1)
        seconds += latest
    return max(1, math.ceil(SAMPLE_SECONDS / latest))


def measure(job, runs):
    """Seconds of one unit: the median of a few samples, of one where a sample takes long."""
    samples = [seconds_of(job, runs)]
    while len(samples) < SAMPLES and samples[0] < 4 * SAMPLE_SECONDS:
        samples.append(seconds_of(job, runs))
    return median(samples) / (runs * job.units)


def seconds_of(job, runs):
    seconds = 0
    for _ in range(runs):
        if job.before:
            job.before()
        started = perf_counter()
        job.run()
        seconds += perf_counter() - started
    return seconds
