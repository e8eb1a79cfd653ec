import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { describe, it } from "node:test";
import { loadBreastCancer, loadCars, loadDiabetes, loadDigits, loadThreeRows, makeLine, type Dataset } from "../../src/data";
import { readDataFile } from "../../src/data/dataFile";
import { agree, reference } from "./files";

const DATA = resolve(__dirname, "../../../data");

describe("every data set", () => {
  const datasets = [loadThreeRows(), makeLine(), loadDiabetes(), loadDiabetes({ scaled: true }), loadCars(), loadBreastCancer(), loadDigits()];

  it("has a frame whose columns are its features and target", () => {
    for (const { name, frame, features, featureNames, target, targetName } of datasets) {
      assert.equal(frame.shape[0], target.length, name);
      assert.deepEqual([features.rows, features.columns], [target.length, featureNames.length], name);
      featureNames.forEach((column, j) => assert.deepEqual(frame.column(column).values, [...features.column(j)], column));
      assert.deepEqual(frame.column(targetName).values, [...target], name);
    }
  });

  it("says the unit of every column, its source, its licence and whether it is made up", () => {
    for (const dataset of datasets) {
      assert.deepEqual(Object.keys(dataset.units).sort(), [...dataset.frame.columns].sort(), dataset.name);
      for (const text of [dataset.title, dataset.description, dataset.source, dataset.licence]) assert.ok(text.length > 5);
    }
    assert.deepEqual(datasets.map(({ synthetic }) => synthetic), [true, true, false, false, false, false, false]);
  });

  it("builds its frame once", () => {
    const dataset = loadThreeRows();
    assert.equal(dataset.frame, dataset.frame);
  });

  it("does not load danfo before its frame is asked for", () => {
    const code = `
      const { loadDiabetes, loadCars, loadBreastCancer, loadDigits, loadMnist, makeLine, loadThreeRows } = require(${JSON.stringify(resolve(__dirname, "../../src/data"))});
      for (const load of [loadDiabetes, loadCars, loadBreastCancer, loadDigits, loadMnist, makeLine, loadThreeRows]) load().features;
      console.log(Object.keys(require.cache).filter((path) => /danfojs|tensorflow/.test(path)).length);`;
    assert.equal(execFileSync(process.execPath, ["-e", code], { encoding: "utf8" }).trim(), "0");
  });

  it("is listed in data/README.md with its file's SHA-256 and number of rows", () => {
    const readme = readFileSync(join(DATA, "README.md"), "utf8");
    for (const { name, sha256 } of [loadDiabetes(), loadCars(), loadBreastCancer(), loadDigits()]) {
      const text = readFileSync(join(DATA, `${name.replace(" ", "-")}.csv`), "utf8").replaceAll("\r\n", "\n");
      assert.equal(createHash("sha256").update(text).digest("hex"), sha256);
      assert.ok(readme.includes(sha256!), name);
      assert.ok(readme.includes(`${text.trim().split("\n").length - 1} rows`), name);
    }
  });
});

describe("loadThreeRows", () => {
  it("gives the table of document 000", () => {
    const { features, target } = loadThreeRows();
    assert.deepEqual(features.toRows(), [[1, 0], [0, 1], [1, 1]]);
    assert.deepEqual([...target], [1, 0, 1]);
  });
});

describe("makeLine", () => {
  it("draws the numbers of the document's own listing, as NumPy does after np.random.seed(42)", () => {
    const { features, target } = makeLine();
    assert.deepEqual([...features.values], reference.line.x);
    assert.ok(agree(target, reference.line.y, 1e-15));
  });

  it("repeats itself for the same seed and differs for another", () => {
    assert.deepEqual(makeLine().features, makeLine({ seed: 42 }).features);
    assert.deepEqual(makeLine().target, makeLine({ seed: 42 }).target);
    assert.notDeepEqual(makeLine().target, makeLine({ seed: 43 }).target);
  });

  it("has the same x whatever the noise, and lies on the line without noise", () => {
    const { features, target } = makeLine({ slope: -3, intercept: 0.5, noise: 0 });
    assert.deepEqual(features, makeLine({ noise: 5 }).features);
    assert.deepEqual(target, features.values.map((x) => -3 * x + 0.5));
  });

  it("has x uniform on [0, 1) and normal noise of the size asked for, over many seeds", () => {
    const noise = 0.1;
    const xs: number[] = [];
    const errors: number[] = [];
    for (let seed = 0; seed < 200; seed++) {
      const { features, target } = makeLine({ seed, noise });
      features.values.forEach((x, i) => {
        xs.push(x);
        errors.push((target[i]! - 2 * x - 1) / noise);
      });
    }
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const n = xs.length;
    assert.ok(xs.every((x) => x >= 0 && x < 1));
    assert.ok(Math.abs(mean(xs) - 0.5) < 5 * Math.sqrt(1 / 12 / n));
    assert.ok(Math.abs(mean(xs.map((x) => (x - 0.5) ** 2)) - 1 / 12) < 5 * Math.sqrt(1 / 180 / n));
    assert.ok(Math.abs(mean(errors)) < 5 / Math.sqrt(n));
    assert.ok(Math.abs(mean(errors.map((e) => e ** 2)) - 1) < 5 * Math.sqrt(2 / n));
    assert.ok(Math.abs(mean(errors.map((e) => e ** 4)) - 3) < 5 * Math.sqrt(96 / n));
    assert.ok(Math.abs(mean(errors.map((e, i) => e * (xs[i]! - 0.5)))) < 5 * Math.sqrt(1 / 12 / n));
  });

  it("refuses no samples, negative noise and a slope that is no number", () => {
    assert.throws(() => makeLine({ samples: 0 }), { message: "samples: expected an integer of at least 1, received 0" });
    assert.throws(() => makeLine({ noise: -1 }), { message: "noise: expected a finite number of at least 0, received -1" });
    assert.throws(() => makeLine({ slope: NaN }), { message: "slope: expected a finite number, received NaN" });
  });
});

describe("loadDiabetes", () => {
  const weightedSums = ({ features }: Dataset) => Array.from({ length: features.columns }, (_, j) => {
    return features.column(j).reduce((sum, value, i) => sum + (i + 1) * value, 0);
  });
  const squares = ({ features }: Dataset) => Array.from({ length: features.columns }, (_, j) => {
    return features.column(j).reduce((sum, value) => sum + value ** 2, 0);
  });

  for (const [scaled, expected] of [[false, reference.diabetes], [true, reference.diabetesScaled]] as const) {
    it(`is scikit-learn's load_diabetes(scaled=${scaled ? "True" : "False"})`, () => {
      const dataset = loadDiabetes({ scaled });
      assert.deepEqual([dataset.features.rows, dataset.features.columns], [442, 10]);
      expected.rows.forEach((row: number, k: number) => {
        assert.ok(agree(dataset.features.row(row), expected.features[k], scaled ? 1e-14 : 0), `row ${row}`);
        assert.equal(dataset.target[row], expected.target[k]);
      });
      assert.ok(agree(squares(dataset), expected.squares, 1e-12));
      assert.ok(agree(weightedSums(dataset), expected.weightedSums, 1e-12));
      assert.equal(dataset.target.reduce((sum, value, i) => sum + (i + 1) * value, 0), expected.weightedTargetSum);
    });
  }

  it("has no units but the target's when scaled", () => {
    assert.equal(loadDiabetes().units.bmi, "kg/m²");
    assert.equal(loadDiabetes({ scaled: true }).units.bmi, "");
  });
});

describe("loadBreastCancer", () => {
  const dataset = loadBreastCancer();
  const expected = reference.breastCancer;

  it("is scikit-learn's load_breast_cancer()", () => {
    assert.deepEqual([dataset.features.rows, dataset.features.columns], [569, 30]);
    assert.deepEqual(dataset.featureNames, expected.featureNames);
    assert.deepEqual([...dataset.target], expected.target);
    expected.rows.forEach((row: number, k: number) => {
      assert.deepEqual([...dataset.features.row(row)], expected.features[k], `row ${row}`);
    });
    const weightedSums = Array.from({ length: 30 }, (_, j) => {
      return dataset.features.column(j).reduce((sum, value, i) => sum + (i + 1) * value, 0);
    });
    assert.ok(agree(weightedSums, expected.weightedSums, 1e-12));
  });

  it("names its classes in the order of their labels", () => {
    assert.deepEqual(dataset.targetNames, expected.targetNames);
    assert.equal(dataset.target.filter((label) => dataset.targetNames[label] === "malignant").length, 212);
  });
});

describe("loadCars", () => {
  const cars = loadCars();

  it("keeps the complete rows of the file and says how many it left out", () => {
    const lines = readFileSync(join(DATA, "cars.csv"), "utf8").trim().split(/\r?\n/).slice(1);
    const complete = lines.filter((line) => !line.split(",").includes(""));
    assert.equal(cars.features.rows, 392);
    assert.deepEqual(
      cars.frame.values.map((row) => (row as unknown[]).join(",")),
      complete,
    );
    assert.match(cars.description, /14 of the file's 406 are left out/);
  });

  it("has numbers as features and the name and origin in its frame", () => {
    assert.deepEqual(cars.featureNames, ["cylinders", "displacement", "horsepower", "weight", "acceleration", "year"]);
    assert.equal(cars.targetName, "miles per gallon");
    assert.equal(cars.frame.column("name").values[0], "chevrolet chevelle malibu");
    assert.deepEqual([...new Set(cars.frame.column("origin").values as string[])], ["USA", "Japan", "Europe"]);
    assert.deepEqual([...cars.features.row(0)], [8, 307, 130, 3504, 12, 1970]);
    assert.equal(cars.target[0], 18);
  });

  it("has no car of 1981 and twice as many of 1982, as its description says", () => {
    const years = cars.frame.column("year").values as number[];
    assert.equal(years.filter((year) => year === 1981).length, 0);
    assert.ok(years.filter((year) => year === 1982).length > 1.5 * years.filter((year) => year === 1980).length);
    assert.match(cars.description, /Cars of 1981 carry the year 1982/);
  });
});

describe("a data file", () => {
  const inFolder = (run: (folder: string) => void) => {
    const folder = mkdtempSync(join(tmpdir(), "slope-data-"));
    try {
      run(folder);
    } finally {
      rmSync(folder, { recursive: true });
    }
  };
  const { sha256 } = loadCars();

  it("is read whatever line ends git gave it", () => inFolder((folder) => {
    const text = readFileSync(join(DATA, "cars.csv"), "utf8").replaceAll("\r\n", "\n");
    writeFileSync(join(folder, "cars.csv"), text.replaceAll("\n", "\r\n"));
    assert.deepEqual(readDataFile("cars.csv", sha256!, [], folder), readDataFile("cars.csv", sha256!, []));
  }));

  it("is refused when a byte of it changed", () => inFolder((folder) => {
    copyFileSync(join(DATA, "cars.csv"), join(folder, "cars.csv"));
    writeFileSync(join(folder, "cars.csv"), "1", { flag: "r+" });
    assert.throws(() => readDataFile("cars.csv", sha256!, [], folder), (error: Error) => {
      assert.match(error.message, new RegExp(`^data/cars.csv: expected the file with SHA-256 ${sha256}, received one with `));
      assert.match(error.message, /Restore it with: git checkout -- data\/cars.csv$/);
      return true;
    });
  }));

  it("is missed by name, with a way to restore it", () => inFolder((folder) => {
    assert.throws(() => readDataFile("cars.csv", sha256!, [], folder), {
      message: `data/cars.csv: expected a file, received nothing at ${join(folder, "cars.csv")}. `
        + "Restore it with: git checkout -- data/cars.csv",
    });
  }));
});
