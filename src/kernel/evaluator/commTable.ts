import type { CommMessage } from "../parts";

/** Which comms are open, as seen in the messages of both sides. */
export class CommTable {
  private readonly targets = new Map<string, string>();

  see({ type, id, target }: CommMessage): void {
    if (type === "open") this.targets.set(id, target ?? "");
    if (type === "close") this.targets.delete(id);
  }

  forget(): void {
    this.targets.clear();
  }

  list(): Record<string, { target_name: string }> {
    return Object.fromEntries([...this.targets].map(([id, target]) => [id, { target_name: target }]));
  }
}
