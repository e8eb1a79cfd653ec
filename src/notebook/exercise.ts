import { refuse } from "../errors";
import { Markdown } from "./markdown";
import { show } from "./show";

export interface ExerciseOptions<Answer> {
  name: string;
  /** The task; shown when the exercise is made. Mathematics between dollar signs. */
  question?: string;
  hint: string;
  /** Shown folded. */
  solution?: string;
  /** True for a right answer; false, or words that say what is off, for a wrong one. */
  check: (answer: Answer) => boolean | string;
}

/** A task whose answer a cell can have checked. */
export class Exercise<Answer> {
  constructor(private readonly options: ExerciseOptions<Answer>) {}

  /**
   * Says whether the answer is right. A wrong or missing answer is no error: a notebook runs on to its end.
   * Returns nothing, as the last value of a cell is shown.
   */
  check(answer: Answer | null | undefined): void {
    const { name, hint } = this.options;
    if (answer === null || answer === undefined) {
      return this.say(`○ **${name}**: not answered yet`, `○ ${name}: not answered yet`);
    }
    const outcome = this.judge(answer);
    if (outcome === true) return this.say(`✓ **${name}**: right`, `✓ ${name}: right`);
    this.say(`✗ **${name}**: not yet${outcome}  \n*Hint:* ${hint}`, `✗ ${name}: not yet${outcome}\n  Hint: ${hint}`);
  }

  /** Shows the hint. */
  hint(): void {
    const { name, hint } = this.options;
    this.say(`**${name}**, hint: ${hint}`, `${name}, hint: ${hint}`);
  }

  /** Shows the solution, folded where the front end can fold. */
  solution(): void {
    const { name, solution } = this.options;
    if (solution === undefined)
      return this.say(`**${name}** has no written solution`, `${name} has no written solution`);
    this.say(
      `<details><summary>${name}: solution</summary>\n\n${solution}\n\n</details>`,
      `${name}, solution: ${solution}`,
    );
  }

  /** True, or what is off, to stand behind "not yet". */
  private judge(answer: Answer): true | string {
    try {
      const outcome = this.options.check(answer);
      if (outcome === true) return true;
      return outcome === false || outcome === "" ? "" : `: ${outcome}`;
    } catch (error) {
      return `: the answer cannot be checked (${error instanceof Error ? error.message : String(error)})`;
    }
  }

  private say(text: string, plainText: string): void {
    void show(new Markdown(text, plainText));
  }
}

/**
 * A task with a checker, a hint and a folded solution.
 * @throws InputError when name, hint or check is missing
 *
 * ```ts
 * const gradient = exercise({
 *   name: "Exercise 1", hint: "The inner derivative is $-x_i$.",
 *   check: (answer: number) => Math.abs(answer + 2) < 1e-9 || "look at the sign",
 * });
 * gradient.check(undefined); // your answer here
 * ```
 */
export function exercise<Answer>(options: ExerciseOptions<Answer>): Exercise<Answer> {
  const { name, hint, question, check } = options;
  if (!name) refuse("exercise, name", "some words", name);
  if (!hint) refuse(`exercise "${name}", hint`, "some words", hint);
  if (typeof check !== "function") refuse(`exercise "${name}", check`, "a function", check);
  if (question !== undefined) void show(new Markdown(`**${name}.** ${question}`, `${name}. ${question}`));
  return new Exercise(options);
}
