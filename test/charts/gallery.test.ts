import assert from "node:assert/strict";
import { describe, it } from "node:test";
import Ajv from "ajv";
import { loadImage, createCanvas } from "@napi-rs/canvas";
import { parse, View } from "vega";
import { compile } from "vega-lite";
import { renderPng, renderSvg, type Chart } from "../../src/charts";
import * as gallery from "./gallery";

const pictures = Object.entries(gallery as Record<string, () => Chart>);

/** Compiles and returns what Vega-Lite has to say against the chart. */
function warningsOf(chart: Chart): string[] {
  const warnings: string[] = [];
  const note = (...parts: unknown[]) => (warnings.push(parts.join(" ")), logger);
  const logger = { level: () => logger, error: note, warn: note, info: () => logger, debug: () => logger };
  compile(chart, { logger: logger as never });
  return warnings;
}

async function pixelsOf(png: Buffer) {
  const image = await loadImage(png);
  const context = createCanvas(image.width, image.height).getContext("2d");
  context.drawImage(image, 0, 0);
  return {
    width: image.width,
    height: image.height,
    pixels: new Uint32Array(context.getImageData(0, 0, image.width, image.height).data.buffer),
  };
}

describe("every chart", () => {
  const schema = require("vega-lite/build/vega-lite-schema.json") as object;
  const isValid = new Ajv({ unknownFormats: "ignore", logger: false }).compile(schema);

  for (const [name, make] of pictures) {
    describe(name, () => {
      const chart = make();
      const svg = renderSvg(chart);

      it("is a valid Vega-Lite 5 specification that compiles without a warning", () => {
        assert.equal(chart.$schema, "https://vega.github.io/schema/vega-lite/v5.json");
        assert.ok(isValid(chart), JSON.stringify(isValid.errors?.slice(0, 3)));
        assert.deepEqual(warningsOf(chart), []);
      });

      it("survives the way through JSON, within 200 KB", () => {
        const json = JSON.stringify(chart);
        assert.deepEqual(JSON.parse(json), chart);
        assert.ok(json.length < 200_000, `${json.length} bytes`);
      });

      it("has a title, a fixed size and a sentence that says what it shows, with numbers", () => {
        const { title, description, width, height } = chart as unknown as { title: { text: string } } & Record<
          string,
          unknown
        >;
        assert.ok(title.text.length > 5);
        assert.match(String(description), /^.{30,}\d.*\.$/s);
        assert.equal(typeof width, "number");
        assert.equal(typeof height, "number");
      });

      it("is drawn as a PNG at twice its size on white, and not blank", async () => {
        const { width, height, pixels } = await pixelsOf(renderPng(chart));
        const [, across, down] = /width="([\d.]+)" height="([\d.]+)"/.exec(svg)!;
        assert.ok(Math.abs(width - 2 * Number(across)) <= 1 && Math.abs(height - 2 * Number(down)) <= 1);
        assert.equal(pixels[0], 0xffffffff);
        const some = pixels.filter((_, i) => i % 11 === 0);
        assert.ok(new Set(some).size > 20);
        assert.ok(some.filter((pixel) => pixel !== 0xffffffff).length > 0.01 * some.length);
      });

      it("is no wider than a notebook's column on a small laptop, 700 pixels", () => {
        const [, across] = /width="([\d.]+)"/.exec(svg)!;
        assert.ok(Number(across) <= 700, `${across} pixels wide`);
      });

      it("is left as it was by drawing it", () => {
        assert.deepEqual(chart, make());
      });

      it("is drawn at once as Vega draws it behind a promise", async () => {
        const view = new View(parse(compile(structuredClone(chart)).spec), { renderer: "none" }).background("white");
        const plain = (svg: string) => svg.replace(/(clip|gradient_)\d+/g, "$1");
        assert.equal(plain(svg), plain(await view.toSVG()));
      });
    });
  }
});
