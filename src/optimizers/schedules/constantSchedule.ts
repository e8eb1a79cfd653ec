import { printable, type Schedule } from "./schedule";

/** The whole learning rate at every step: what an optimizer does without a schedule. */
export function constantSchedule(): Schedule {
  return printable("constantSchedule", {}, () => 1);
}
