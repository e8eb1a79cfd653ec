import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as fc from "fast-check";
import { Matrix } from "../../src/arrays";
import { Random } from "../../src/random";
import { matrixProduct, matrixProductPlain, matrixProductSimd, type Transposed } from "../../src/simd";

const FORMS: Transposed[] = ["none", "left", "right"];

function randomMatrix(random: Random, rows: number, columns: number): Matrix {
  const numbers = Float64Array.from({ length: rows * columns }, () => random.normal() * 10 ** (6 * random.uniform() - 3));
  return new Matrix(rows, columns, numbers);
}

/** Two factors whose product, in the form asked for, is rows x columns, and room for it that holds other numbers. */
function factors(seed: number, rows: number, terms: number, columns: number, transposed: Transposed) {
  const random = new Random(seed);
  return {
    left: transposed === "left" ? randomMatrix(random, terms, rows) : randomMatrix(random, rows, terms),
    right: transposed === "right" ? randomMatrix(random, columns, terms) : randomMatrix(random, terms, columns),
    out: () => new Matrix(rows, columns, new Float64Array(rows * columns).fill(7)),
  };
}

const shapes = fc.record({
  seed: fc.integer({ min: 0, max: 100_000 }), rows: fc.integer({ min: 1, max: 40 }), columns: fc.integer({ min: 1, max: 40 }),
  terms: fc.integer({ min: 1, max: 600 }), transposed: fc.constantFrom(...FORMS),
});

describe("matrixProduct", () => {
  it("is A B, A'B or A B'", () => {
    const out = Matrix.zeros(2, 2);
    const [a, b] = [Matrix.fromRows([[1, 2], [3, 4]]), Matrix.fromRows([[5, 6], [7, 8]])];
    const products = FORMS.map((form) => {
      matrixProduct(a, b, out, form);
      return out.toRows();
    });
    assert.deepEqual(products, [[[19, 22], [43, 50]], [[26, 30], [38, 44]], [[17, 23], [39, 53]]]);
  });

  it("gives the same bits in WebAssembly and in TypeScript, for any shape and form", () => {
    fc.assert(fc.property(shapes, ({ seed, rows, terms, columns, transposed }) => {
      const { left, right, out } = factors(seed, rows, terms, columns, transposed);
      const [simd, plain] = [out(), out()];
      matrixProductSimd(left, right, simd, transposed);
      matrixProductPlain(left, right, plain, transposed);
      assert.deepEqual(simd, plain);
    }), { numRuns: 150 });
  });

  it("adds term after term, so that its entries are those of a loop", () => {
    for (const transposed of FORMS) {
      const { left, right, out } = factors(3, 37, 530, 21, transposed);
      const product = out();
      matrixProduct(left, right, product, transposed);
      for (const [i, j] of [[0, 0], [36, 20], [17, 9]]) {
        let sum = 0;
        for (let k = 0; k < 530; k++) {
          sum += (transposed === "left" ? left.at(k, i) : left.at(i, k)) * (transposed === "right" ? right.at(j, k) : right.at(k, j));
        }
        assert.equal(product.at(i, j), sum);
      }
    }
  });

  it("keeps nothing of the products before: a small one after a large one", () => {
    const large = factors(1, 300, 300, 300, "none");
    matrixProductSimd(large.left, large.right, large.out());
    const { left, right, out } = factors(2, 5, 7, 3, "none");
    const [after, plain] = [out(), out()];
    matrixProductSimd(left, right, after);
    matrixProductPlain(left, right, plain);
    assert.deepEqual(after, plain);
  });

  it("shows an entry that is not finite where it belongs, and nowhere else", () => {
    const { left, right, out } = factors(4, 9, 30, 11, "right");
    left.values[6 * 30 + 29] = NaN;
    right.values[10 * 30] = Infinity;
    const product = out();
    matrixProductSimd(left, right, product, "right");
    for (let i = 0; i < 9; i++) {
      for (let j = 0; j < 11; j++) assert.equal(Number.isFinite(product.at(i, j)), i !== 6 && j !== 10, `${i}, ${j}`);
    }
  });
});
