/** What is to be done when a cell of the notebook has been run again. */
export class RunsAgain {
  private readonly waiting = new Map<string, (() => void)[]>();

  /** @param place the cell's name in its notebook; nothing where it has none */
  add(place: string | undefined, forget: () => void): void {
    if (!place) return;
    const others = this.waiting.get(place);
    if (others) others.push(forget);
    else this.waiting.set(place, [forget]);
  }

  /** A run of the cell begins. @returns what is to be called when it has ended: it does what was waiting until now */
  begin(place: string | undefined): () => void {
    const earlier = this.waiting.get(place ?? "") ?? [];
    this.waiting.delete(place ?? "");
    return () => earlier.forEach((forget) => forget());
  }
}
