"""Runs the unittest tests of a module beside this file: run_tests.py MODULE. One JSON object a line for each test."""
import json
import sys
import time
import unittest


class Report(unittest.TestResult):
    def __init__(self):
        super().__init__()
        self.begin()

    def begin(self):
        self.outcome, self.text, self.since = "passed", "", time.monotonic()

    def startTest(self, test):
        super().startTest(test)
        self.begin()

    def stopTest(self, test):
        self.say(test.shortDescription() or f"{type(test).__name__}.{test._testMethodName}")

    def fail(self, test, error):
        self.outcome, self.text = "failed", self.text + self._exc_info_to_string(error, test)

    addFailure = fail

    def addError(self, test, error):
        self.fail(test, error)
        if not isinstance(test, unittest.TestCase):  # what prepares a whole class
            self.say(str(test))

    def addSubTest(self, test, subtest, error):
        if error:
            self.fail(subtest, error)

    def addSkip(self, test, reason):
        self.outcome, self.text = "skipped", reason

    def say(self, name):
        seconds = round(time.monotonic() - self.since, 2)
        print(json.dumps({"name": name, "outcome": self.outcome, "text": self.text, "seconds": seconds}), flush=True)


unittest.defaultTestLoader.loadTestsFromName(sys.argv[1]).run(Report())
