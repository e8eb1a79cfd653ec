import { refuse, requireOptions } from "../errors";
import { Markdown } from "./markdown";
import { answerMarkdown, writeAnswer } from "./modelAnswer";
import { show } from "./show";

/** Options of {@link exercise}. */
export interface ExerciseOptions<Answer> {
  /** Chapter, number and title: "02.3 · All steps at once". */
  name: string;
  /** The task; shown when the exercise is made. Mathematics between dollar signs. Default none. */
  question?: string;
  /** A help that does not give the answer away. */
  hint: string;
  /** The model answer: a function, a number, a list, a word. The exercise is made only when `check` accepts it. */
  answer: Answer;
  /** How one comes to it; shown folded, below the model answer. Mathematics between dollar signs. Default none. */
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
    const outcome = judge(this.options, answer);
    if (outcome === true) return this.say(`✓ **${name}**: right`, `✓ ${name}: right`);
    const off = outcome === "" ? "" : `: ${outcome}`;
    this.say(`✗ **${name}**: not yet${off}  \n*Hint:* ${hint}`, `✗ ${name}: not yet${off}\n  Hint: ${hint}`);
  }

  /** Shows the hint. */
  hint(): void {
    const { name, hint } = this.options;
    this.say(`**${name}**, hint: ${hint}`, `${name}, hint: ${hint}`);
  }

  /** Shows the model answer and how one comes to it, folded where the front end can fold. */
  solution(): void {
    const { name, answer, solution } = this.options;
    const words = solution === undefined ? "" : `\n\n${solution}`;
    this.say(
      `<details><summary>${name}: solution</summary>\n\n${answerMarkdown(answer)}${words}\n\n</details>`,
      `${name}, solution: ${writeAnswer(answer)}${words}`,
    );
  }

  private say(text: string, plainText: string): void {
    void show(new Markdown(text, plainText));
  }
}

/** True, or what is off with an answer; nothing to say of it is "". */
function judge<Answer>(options: ExerciseOptions<Answer>, answer: Answer): true | string {
  try {
    const outcome = options.check(answer);
    return outcome === false ? "" : outcome;
  } catch (error) {
    return `the answer cannot be checked (${error instanceof Error ? error.message : String(error)})`;
  }
}

/**
 * A task with a checker, a hint, and a folded solution that its own checker has accepted.
 * @throws InputError when name, hint, answer or check is missing, an option is unknown, or the checker does not accept
 * the model answer
 *
 * ```ts
 * const gradient = exercise({
 *   name: "01.1 · The inner derivative", question: "What is $L'(0)$ for $x = y = (1, 0, 1)$?",
 *   hint: "The inner derivative is $-x_i$.", answer: -2, solution: "$-\\sum_i (y_i - 0)\\,x_i$",
 *   check: (answer: number) => Math.abs(answer + 2) < 1e-9 || "look at the sign",
 * });
 * gradient.check(undefined); // your answer here
 * ```
 */
export function exercise<Answer>(options: ExerciseOptions<Answer>): Exercise<Answer> {
  const { name, hint, question, answer, check } = requireOptions("exercise", options, {
    name: "", question: "", hint: "", answer: "", solution: "", check: "",
  });
  if (!name) refuse("exercise, name", "some words", name);
  const what = `exercise "${name}"`;
  if (!hint) refuse(`${what}, hint`, "some words", hint);
  if (typeof check !== "function") refuse(`${what}, check`, "a function", check);
  if (answer === null || answer === undefined) refuse(`${what}, answer`, "the model answer", answer);
  const outcome = judge(options, answer);
  if (outcome !== true) {
    refuse(`${what}, answer`, "one that its own checker accepts", answer, outcome || "The checker says no");
  }
  if (question !== undefined) void show(new Markdown(`**${name}.** ${question}`, `${name}. ${question}`));
  return new Exercise(options);
}
