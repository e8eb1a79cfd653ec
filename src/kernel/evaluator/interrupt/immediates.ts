import { doNothing } from "./continuations";
import { internalBinding } from "./internals";

/** What `setImmediate` gives, as Node keeps it: in a list whose members are worked off one after another. */
interface Immediate {
  _idlePrev: Immediate | null;
  _idleNext: Immediate | null;
  /** True from when its turn has come. */
  _destroyed: boolean;
  /** Nothing when it is done. */
  _onImmediate: (() => void) | null | undefined;
}

/** The list that is filled; it is emptied when it is worked off. */
interface Queue {
  head: Immediate | null;
  tail: Immediate | null;
}

/** Places in Node's numbers about them: how many there are, whether a list is being worked off. */
const COUNT = 0;
const UNDER_WAY = 2;

/**
 * Keeps what waits behind `setImmediate` from being lost when code is terminated. Node is prepared for one that throws,
 * whose `finally` blocks run, and goes on with the next; one that is terminated it would take up again, or it would
 * forget those behind it, and count them for ever.
 */
export class Immediates {
  private readonly queue: Queue;
  private readonly info: Uint32Array;
  /** A member of the list that was last worked off, not behind the one whose turn it is. */
  private worked: Immediate | null;

  /** @param current the one that runs, if one does */
  constructor(current: object) {
    const { immediateQueue } = require("internal/timers") as { immediateQueue: Queue };
    this.queue = immediateQueue;
    this.info = internalBinding<{ immediateInfo: Uint32Array }>("timers").immediateInfo;
    this.worked = this.isUnderWay() && isImmediate(current) ? current : null;
    this.noteLists();
  }

  /** To be called before code is terminated; a second call for the same moment does nothing. */
  keep(): void {
    const current = this.isUnderWay() ? this.current() : null;
    if (!current?._onImmediate) return;
    if (current._idlePrev) this.leaveOut(current);
    else this.putBack(current);
  }

  /** Node takes a list by emptying the queue, its tail first; whoever takes out the last member empties the head first. */
  private noteLists(): void {
    let { head } = this.queue;
    Object.defineProperty(this.queue, "head", {
      get: () => head,
      set: (next: Immediate | null) => {
        if (next === null && this.queue.tail === null) this.worked = head;
        head = next;
      },
    });
  }

  private isUnderWay(): boolean {
    return this.info[UNDER_WAY] === 1;
  }

  /** The one whose turn came last. */
  private current(): Immediate | null {
    let current = this.worked;
    while (current?._idleNext?._destroyed) current = current._idleNext;
    return current;
  }

  /** Of any but the first of its list Node knows where it was, and takes it up again: now it does nothing. */
  private leaveOut(current: Immediate): void {
    doNothing(current);
    current._destroyed = false;
    this.info[COUNT]! += 1;
  }

  /** Those behind the first of a list are forgotten: they go to the head of the queue. */
  private putBack(current: Immediate): void {
    const first = current._idleNext;
    current._onImmediate = null;
    current._idleNext = null;
    if (!first) return;
    let last = first;
    while (last._idleNext) last = last._idleNext;
    const { queue } = this;
    first._idlePrev = null;
    last._idleNext = queue.head;
    if (queue.head) queue.head._idlePrev = last;
    else queue.tail = last;
    queue.head = first;
  }
}

/** Whether an asynchronous resource is one. */
function isImmediate(resource: object): resource is Immediate {
  return resource.constructor?.name === "Immediate";
}
