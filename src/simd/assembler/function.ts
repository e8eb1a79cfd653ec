import { i32, type Code, type ValueType } from "./instructions";
import { unsigned } from "./numbers";

/** A parameter or local variable of a function. */
export class Local {
  /** Its value. */
  readonly value: Code;

  constructor(private readonly index: number, readonly type: ValueType) {
    this.value = [0x20, ...unsigned(index)];
  }

  set(value: Code): Code {
    return [value, 0x21, unsigned(this.index)];
  }

  /** Adds bytes to an address. */
  advance(bytes: Code | number): Code {
    return this.set(i32.add(this.value, typeof bytes === "number" ? i32.constant(bytes) : bytes));
  }
}

/** Writes one function of addresses and counts: declare its locals, then put its code together. */
export class FunctionWriter {
  readonly parameters: readonly Local[];
  private readonly locals: Local[] = [];
  private readonly code: Code[] = [];

  /** @param parameters how many there are, all of them i32 */
  constructor(readonly name: string, parameters: number) {
    this.parameters = Array.from({ length: parameters }, (_, index) => new Local(index, "i32"));
  }

  local(type: ValueType): Local {
    const local = new Local(this.parameters.length + this.locals.length, type);
    this.locals.push(local);
    return local;
  }

  /** Several locals. */
  list(count: number, type: ValueType): Local[] {
    return Array.from({ length: count }, () => this.local(type));
  }

  emit(...code: Code[]): void {
    this.code.push(...code);
  }

  /** The body without its length. */
  body(): number[] {
    const declarations = this.locals.flatMap(({ type }) => [1, TYPE[type]]);
    const bytes = [...unsigned(this.locals.length), ...declarations];
    write(this.code, bytes);
    return [...bytes, END];
  }
}

export const TYPE: Record<ValueType, number> = { i32: 0x7f, i64: 0x7e, f64: 0x7c, v128: 0x7b };
const [END, BLOCK, LOOP, BRANCH, BRANCH_IF, ELSE, NO_RESULT] = [0x0b, 0x02, 0x03, 0x0c, 0x0d, 0x05, 0x40];

/** Repeats the code while the condition holds, which is asked first. */
export function whileLoop(condition: Code, ...code: Code[]): Code {
  const leave = [condition, 0x45, BRANCH_IF, 1];
  return [BLOCK, NO_RESULT, LOOP, NO_RESULT, leave, code, BRANCH, 0, END, END];
}

/** Runs the code where the condition holds. */
export function when(condition: Code, code: readonly Code[], otherwise: readonly Code[] = []): Code {
  return [condition, 0x04, NO_RESULT, code, otherwise.length > 0 ? [ELSE, otherwise] : [], END];
}

function write(code: Code, bytes: number[]): void {
  for (const part of code) {
    if (typeof part === "number") bytes.push(part);
    else write(part, bytes);
  }
}

/** Leaves the function. */
export const leave: Code = [0x0f];

/** Calls another function of the module, by its place in the module's list. */
export function call(place: number, ...values: Code[]): Code {
  return [values, 0x10, unsigned(place)];
}
