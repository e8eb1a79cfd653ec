import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { f64x2, FunctionWriter, i32, moduleBytes, whileLoop } from "../../src/simd/assembler";
import { float64, signed, unsigned } from "../../src/simd/assembler/numbers";
import { instantiate } from "../../src/simd/workspace";
import { webAssembly } from "../../src/simd/webAssembly";

describe("the assembler's numbers", () => {
  it("are in LEB128", () => {
    // The examples of the DWARF standard, 7.6.
    assert.deepEqual([2, 127, 128, 129, 12857].map(unsigned), [[2], [127], [128, 1], [129, 1], [185, 100]]);
    assert.deepEqual(unsigned(2 ** 32 - 1), [255, 255, 255, 255, 15]);
    assert.deepEqual([2, -2, 127, -127, 128, -128, 129, -129].map(signed),
      [[2], [126], [255, 0], [129, 127], [128, 1], [128, 127], [129, 1], [255, 126]]);
  });

  it("have the lowest byte of a float64 first", () => {
    assert.deepEqual(float64(1), [0, 0, 0, 0, 0, 0, 240, 63]);
  });
});

describe("the assembler", () => {
  it("writes functions that the engine runs", () => {
    const scale = () => {
      const writer = new FunctionWriter("scale", 2);
      const [address, end] = writer.parameters;
      writer.emit(whileLoop(
        i32.lessThan(address.value, end.value),
        f64x2.store(address.value, f64x2.multiply(f64x2.load(address.value), f64x2.constant(-2.5))),
        address.advance(16),
      ));
      return writer;
    };
    const memory = new webAssembly.Memory({ initial: 1, maximum: 1, shared: true });
    const numbers = new Float64Array(memory.buffer);
    numbers.set([1, 2, 3, 4, 5]);
    instantiate(new webAssembly.Module(moduleBytes([scale()])), memory).scale(0, 32);
    assert.deepEqual([...numbers.subarray(0, 5)], [-2.5, -5, -7.5, -10, 5]);
  });
});
