/** A text that was made of another one. */
export interface Edited {
  text: string;
  /** Where its parts come from, in their order: an offset in it, and one in the other text. */
  origins: Origin[];
}

export type Origin = [offset: number, origin: number];

interface Edit {
  start: number;
  end: number;
  replacement: string;
}

/** Words and single signs: what an error may point at. */
const TOKEN = /[\w$\u0080-\uffff]+|\S/g;

/** Changes to be made to a text. Those at the same place come in the order in which they were asked for. */
export class Edits {
  private readonly edits: Edit[] = [];

  replace(start: number, end: number, replacement: string): void {
    this.edits.push({ start, end, replacement });
  }

  insert(at: number, text: string): void {
    this.replace(at, at, text);
  }

  remove(start: number, end: number): void {
    this.replace(start, end, "");
  }

  /** The text with all changes made. */
  applyTo(source: string): Edited {
    const origins: Origin[] = [];
    let text = "";
    let at = 0;
    const keepUntil = (end: number) => {
      const kept = source.slice(at, end);
      for (const { index } of kept.matchAll(TOKEN)) origins.push([text.length + index!, at + index!]);
      text += kept;
    };
    for (const { start, end, replacement } of this.edits.sort((left, right) => left.start - right.start)) {
      keepUntil(start);
      if (replacement !== "") origins.push([text.length, start]);
      text += replacement;
      at = end;
    }
    keepUntil(source.length);
    return { text, origins };
  }
}
