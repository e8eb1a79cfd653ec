import type { Asker } from "../wire";

/** Whose request a cell number stands for. */
export interface Owner extends Asker {
  /** Nothing that it puts out is shown. */
  silent: boolean;
  /** Whether it may ask its reader. */
  allowStdin: boolean;
}

/** Cells that are in no history (silent ones, expressions, comm messages) have numbers from here on. */
const UNCOUNTED = 1_000_000;

/** So many of those are remembered, for output that comes late. */
const REMEMBERED = 1000;

/** Numbers cells and knows which request each number belongs to, so that output finds its place however late it comes. */
export class Cells {
  /** The number in the brackets beside the last cell: how many cells the history has. */
  count = 0;
  private uncounted = UNCOUNTED;
  private last: Owner | undefined;
  private readonly owners = new Map<number, Owner>();

  /** A number for a cell that the history keeps. */
  counted(owner: Owner): number {
    return this.own(++this.count, owner);
  }

  /** A number for anything else that runs. */
  hidden(owner: Owner): number {
    this.owners.delete(this.uncounted - REMEMBERED);
    return this.own(++this.uncounted, owner);
  }

  /** Whose the cell is; when that is forgotten, or for no cell at all, whose ran last. */
  ownerOf(cell?: number): Owner | undefined {
    return (cell === undefined ? undefined : this.owners.get(cell)) ?? this.last;
  }

  private own(cell: number, owner: Owner): number {
    this.owners.set(cell, owner);
    this.last = owner;
    return cell;
  }
}
