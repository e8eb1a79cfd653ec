"""What cells mean to one another."""
import time

from stage import Shared


class Scope(Shared):
    def test_later_assignment(self):
        """a function sees what a later cell assigns"""
        self.kernel.run("let shared = 1; const readShared = () => shared;")
        self.kernel.run("shared = 5")
        self.assertEqual(self.result("readShared()"), "5")

    def test_shorthand(self):
        """names of earlier cells can stand in short properties and patterns"""
        self.kernel.run("const p1 = 1, q1 = { a: 2 };")
        self.assertEqual(self.result("({ p1 })"), "{ p1: 1 }")
        self.assertEqual(self.result("const { a: renamed } = q1; renamed"), "2")

    def test_await(self):
        """await stands anywhere on top, also in for"""
        self.assertEqual(self.result("await (async () => 7)()"), "7")
        self.assertEqual(self.result("let sum = 0; for await (const n of [1, Promise.resolve(2)]) sum += n; sum"), "3")

    def test_hot_loop(self):
        """a hot loop over an earlier cell's variable takes no seconds"""
        self.kernel.run("let hot = 0;")
        since = time.monotonic()
        self.assertEqual(self.result("for (let i = 0; i < 3e7; i++) hot += 1; hot"), "30000000")
        self.assertLess(time.monotonic() - since, 1.3)

    def test_imports(self):
        """packages of ES modules alone, local files without extension and JSON can be imported; a changed file is fresh"""
        self.kernel.write("local.ts", "export const value: number = 1;")
        self.kernel.write("table.json", '{ "rows": 3 }')
        self.assertEqual(self.result('import { value } from "./local"; import table from "./table.json"; value + table.rows'), "4")
        self.kernel.write("local.ts", "export const value: number = 10;")
        self.assertEqual(self.result('import { value } from "./local"; value'), "10")
