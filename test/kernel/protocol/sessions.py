"""What is kept between sessions."""
from stage import Own


class History(Own):
    def test_two_sessions(self):
        """the history is kept between sessions: tail, range and search, with results"""
        first = self.start()
        first.run("6 * 7 // of the first session")
        first.close()
        second = self.start()
        second.run("const nothing = 0;")
        ask = lambda **content: second.ask("history_request", raw=True, **content)["history"]
        (one, two) = ask(hist_access_type="tail", n=2, output=True)
        self.assertEqual(one[2], ["6 * 7 // of the first session", "42"])
        self.assertEqual(two[1:], [1, ["const nothing = 0;", None]])
        self.assertEqual(two[0], one[0] + 1)
        self.assertEqual(ask(hist_access_type="range", session=one[0], start=1, stop=2, output=False), [[one[0], 1, one[2][0]]])
        self.assertEqual(ask(hist_access_type="range", session=0, start=0, stop=None, output=False), [[two[0], 1, "const nothing = 0;"]])
        self.assertEqual(ask(hist_access_type="search", pattern="*first session", output=False, unique=True), [[one[0], 1, one[2][0]]])
