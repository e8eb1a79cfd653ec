import type { CsvValues } from "./csv/column";
import { readDataFile } from "./dataFile";
import { makeDataset, type Dataset } from "./dataset";

const SHA256 = "215164dd57acbc99a8c20975023f12e68889d87cc6b4b48ee7ebdaf84b721682";
const TARGET = "miles per gallon";
const UNITS = {
  cylinders: "",
  displacement: "cubic inches",
  horsepower: "hp",
  weight: "lb",
  acceleration: "s",
  year: "",
};

/**
 * Auto MPG: fuel consumption of cars built from 1970 to 1982, with six numeric features. Only cars with
 * no missing value are kept; `frame` also has each car's `name` and `origin`.
 * @throws InputError when the file is missing or altered
 */
export function loadCars(): Dataset {
  const featureNames = Object.keys(UNITS);
  const all = readDataFile("cars.csv", SHA256, [...featureNames, TARGET]);
  const columns = completeRows(all);
  const cars = columns.get(TARGET)!.length;
  const rows = all.get(TARGET)!.length;
  return makeDataset(columns, {
    name: "cars",
    title: `Fuel consumption of cars (${cars} models)`,
    featureNames,
    targetName: TARGET,
    units: { ...UNITS, [TARGET]: "mpg", name: "", origin: "" },
    description: `Fuel consumption, engine, weight and acceleration (time from 0 to 60 mph) of ${cars} cars sold in `
      + `the United States; ${rows - cars} of the file's ${rows} are left out because a value is missing. `
      + "Cars of 1981 carry the year 1982 in this version of the data.",
    source: "E. Ramos and D. Donoho, data exposition of the American Statistical Association 1983, "
      + "from StatLib; by way of the npm package vega-datasets 3.2.1",
    licence: "Distributed for educational and scientific purposes",
    synthetic: false,
    sha256: SHA256,
  });
}

/** The columns without the rows in which a number is missing. */
function completeRows(columns: Map<string, CsvValues>): Map<string, CsvValues> {
  const lists = [...columns.values()];
  const complete = (_: unknown, i: number) => !lists.some((list) => Number.isNaN(list[i]));
  return new Map([...columns].map(([name, list]) => [
    name,
    list instanceof Float64Array ? list.filter(complete) : list.filter(complete),
  ]));
}
