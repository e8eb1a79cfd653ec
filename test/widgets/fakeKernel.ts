import { installKernel, type CapturedOutput, type Comm, type CommData, type MimeBundle, type RunningKernel } from "../../src/display";

/** One thing the fake kernel was asked to display. */
export interface Shown {
  data: MimeBundle;
  metadata: MimeBundle;
  displayId?: string;
  update?: boolean;
}

type Content = { method?: string; state?: Record<string, unknown>; states?: Record<string, { state: Record<string, unknown> }> };

/** A comm with all that went over it. */
export class FakeComm implements Comm {
  readonly sent: Content[] = [];
  isClosed = false;
  onMessage: ((message: CommData) => unknown) | undefined;
  onClose: (() => void) | undefined;

  constructor(
    readonly id: string,
    readonly target: string,
    readonly opening: CommData,
    private readonly kept: Promise<unknown>[],
  ) {}

  send({ data }: CommData): void {
    // What the code changes later must not change what was sent.
    this.sent.push(structuredClone(data) as Content);
  }
  close(): void {
    this.isClosed = true;
  }

  /** Says something as the front end does. @returns when the kernel would say that it is idle again */
  async hear(data: unknown): Promise<void> {
    const before = this.kept.length;
    await this.onMessage?.({ data });
    await Promise.all(this.kept.slice(before));
  }

  /** The state as the front end has it after all messages. */
  get state(): Record<string, unknown> {
    const opened = (this.opening.data as Content).state;
    return Object.assign({}, opened, ...this.sent.filter(({ method }) => method === "update").map(({ state }) => state));
  }
}

/** Stands for Slope's kernel: notes what it is told, and plays the front end's part. */
export class FakeKernel implements RunningKernel {
  readonly shown: Shown[] = [];
  readonly comms: FakeComm[] = [];
  private readonly targets = new Map<string, (comm: Comm, message: CommData) => void>();
  private captured: CapturedOutput[] | undefined;
  private readonly kept: Promise<unknown>[] = [];
  private readonly forgetting: (() => void)[] = [];

  /** Makes this the kernel for as long as `test` takes. */
  static async during(test: (kernel: FakeKernel) => unknown): Promise<void> {
    const kernel = new FakeKernel();
    installKernel(kernel);
    try {
      await test(kernel);
    } finally {
      installKernel(undefined as unknown as RunningKernel);
    }
  }

  display(data: MimeBundle, metadata: MimeBundle, options: { displayId?: string; update?: boolean } = {}): void {
    if (this.captured) this.captured.push({ output_type: "display_data", data, metadata });
    else this.shown.push({ data, metadata, ...options });
  }
  clear(): void {}
  prompt(): null {
    return null;
  }

  async capture(work: () => unknown): Promise<CapturedOutput[]> {
    await null;
    const outputs: CapturedOutput[] = (this.captured = []);
    const { log } = console;
    console.log = (...parts: unknown[]) => void outputs.push({ output_type: "stream", name: "stdout", text: `${parts.join(" ")}\n` });
    try {
      await work();
    } catch (error) {
      const { name, message } = error as Error;
      outputs.push({ output_type: "error", ename: name, evalue: message, traceback: [`\x1b[31m${name}\x1b[0m: ${message}`] });
    } finally {
      console.log = log;
      this.captured = undefined;
    }
    return outputs;
  }

  keepRunning(work: Promise<unknown>): void {
    work.catch(() => {});
    this.kept.push(work);
  }
  /** When the cell has ended; its error. */
  async endOfCell(): Promise<void> {
    await Promise.all(this.kept);
  }

  whenRunAgain(forget: () => void): void {
    this.forgetting.push(forget);
  }
  /** @returns what is called when the cell that has just ended has been run again */
  cellEnds(): () => void {
    const forgetting = this.forgetting.splice(0);
    return () => forgetting.forEach((forget) => forget());
  }

  whenInterrupted(): void {}

  interruption(): () => boolean {
    return () => false;
  }

  openComm(target: string, data: unknown, options: { id?: string; metadata?: Record<string, unknown> } = {}): Comm {
    const comm = new FakeComm(options.id!, target, { data: structuredClone(data), metadata: options.metadata }, this.kept);
    this.comms.push(comm);
    return comm;
  }
  registerTarget(target: string, opened: (comm: Comm, message: CommData) => void): void {
    this.targets.set(target, opened);
  }

  /** The comm of the first model of this class, such as "FloatSliderModel". */
  model(name: string): FakeComm {
    const found = this.comms.find(({ opening }) => (opening.data as Content).state!._model_name === name);
    if (!found) throw new Error(`no ${name}`);
    return found;
  }

  /** Moves a control as a reader does. */
  move(name: string, state: Record<string, unknown>): Promise<unknown> {
    return this.model(name).hear({ method: "update", state, buffer_paths: [] });
  }

  /** The states that a page gets that is loaded anew. */
  async statesForNewPage(): Promise<NonNullable<Content["states"]>> {
    const comm = new FakeComm("control", "jupyter.widget.control", { data: {} }, this.kept);
    this.targets.get("jupyter.widget.control")!(comm, { data: {} });
    await comm.hear({ method: "request_states" });
    return comm.sent.at(-1)!.states!;
  }
}

/** What the entries of an Output model's state say. */
export function outputTexts(state: Record<string, unknown>): (string | undefined)[] {
  const outputs = state.outputs as { text?: string; ename?: string; data?: Record<string, string> }[];
  return outputs.map(({ text, ename, data }) => text?.trim() ?? ename ?? data?.["text/plain"]);
}
