// Writes cars.csv from cars.json of the npm package vega-datasets 3.2.1:
//
//   npm pack vega-datasets@3.2.1 && tar xzf vega-datasets-3.2.1.tgz
//   node data/make_cars.mjs package/data/cars.json
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";

const SHA256 = "f686a53678b21f4231e2f6a5ba7ce5761d9d39204fccdea1caa29fb8c460e319";
const COLUMNS = {
  "name": (car) => car.Name,
  "miles per gallon": (car) => car.Miles_per_Gallon,
  "cylinders": (car) => car.Cylinders,
  "displacement": (car) => car.Displacement,
  "horsepower": (car) => car.Horsepower,
  "weight": (car) => car.Weight_in_lbs,
  "acceleration": (car) => car.Acceleration,
  "year": (car) => Number(car.Year.slice(0, 4)),
  "origin": (car) => car.Origin,
};

const bytes = readFileSync(process.argv[2]);
const found = createHash("sha256").update(bytes).digest("hex");
if (found !== SHA256) throw new Error(`${process.argv[2]} is not the file of vega-datasets 3.2.1: SHA-256 ${found}`);

// No name holds a comma or a quote; a missing value becomes an empty field.
const rows = JSON.parse(bytes).map((car) => Object.values(COLUMNS).map((value) => value(car) ?? "").join(","));
writeFileSync(new URL("cars.csv", import.meta.url), [Object.keys(COLUMNS).join(","), ...rows, ""].join("\n"));
