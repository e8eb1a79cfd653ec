import { randomUUID } from "node:crypto";
import { runningKernel, type Comm, type CommData, type RunningKernel } from "../../display";
import { addOpenModel, removeOpenModel } from "./openModels";

/** A model's properties by their names in the protocol; a property may be another model, or a list with some. */
export type State = Record<string, unknown>;

/** What follows a change or a message. The front end hears that the kernel is idle when its promise has settled. */
export type Listener<Message> = (message: Message) => unknown;

/** One showing of a model. */
export interface View {
  readonly model: WidgetModel;
}

/**
 * One model of the Jupyter widget protocol (2.1.0): a state that kernel and front end keep the same, over a comm with
 * the target `jupyter.widget`. The kernel's side of it lives as long as the process; the front end may come and go.
 */
export class WidgetModel {
  readonly id = randomUUID().replaceAll("-", "");
  /** What is shown inside it without being named by a property, as an output shows widgets. */
  readonly inside = new Set<View>();
  private comm: Comm | undefined;
  private readonly changeListeners: Listener<State>[] = [];
  private readonly messageListeners: Listener<unknown>[] = [];

  /** @param companions models that no property names, but that must be there too, such as a link to this one */
  constructor(private readonly state: State, private readonly companions: WidgetModel[] = []) {}

  get(property: string): unknown {
    return this.state[property];
  }

  /** Changes properties here and on every page that shows them. */
  set(changes: State): void {
    Object.assign(this.state, changes);
    this.send("update", changes);
    void this.tell(this.changeListeners, changes);
  }

  /** Calls `listener` with what changed, whether the code or the reader changed it. */
  onChange(listener: Listener<State>): void {
    this.changeListeners.push(listener);
  }

  /** Calls `listener` with what the front end says besides changes, such as that a button was clicked. */
  onMessage(listener: Listener<unknown>): void {
    this.messageListeners.push(listener);
  }

  /** Makes the model known to the front end, those that it names first, as it must not name a stranger. */
  open(kernel: RunningKernel): void {
    if (this.comm) return;
    this.named.forEach((model) => model.open(kernel));
    const content = { state: this.wholeState, buffer_paths: [] };
    const comm = kernel.openComm("jupyter.widget", content, { id: this.id, metadata: { version: "2.1.0" } });
    comm.onMessage = (message) => this.receive(message);
    comm.onClose = () => this.forgetComm();
    this.comm = comm;
    addOpenModel(this, kernel);
    this.unnamed.forEach((model) => model.open(kernel));
  }

  /** Takes the model away from the front end, without those that it names. It can be opened again. */
  close(): void {
    this.comm?.close();
    this.forgetComm();
  }

  /** The models that it names, its companions, and what is shown inside it. */
  get parts(): WidgetModel[] {
    return [...this.named, ...this.unnamed];
  }

  /** All properties as they are sent. */
  get wholeState(): State {
    return written(this.state);
  }

  private get named(): WidgetModel[] {
    return Object.values(this.state).flat().filter((value): value is WidgetModel => value instanceof WidgetModel);
  }

  private get unnamed(): WidgetModel[] {
    return [...this.companions, ...[...this.inside].map(({ model }) => model)];
  }

  private forgetComm(): void {
    this.comm = undefined;
    removeOpenModel(this);
  }

  private receive({ data }: CommData): void {
    const { method, state = {}, content } = data as { method: string; state?: State; content?: unknown };
    if (method === "request_state") this.send("update", this.state);
    else if (method === "custom") keepRunning(this.tell(this.messageListeners, content));
    else if (method === "update") this.receiveChanges(state);
  }

  private receiveChanges(state: State): void {
    const known = Object.entries(state).filter(([property]) => property in this.state);
    // A second page that shows the same widget follows the first by the echo.
    this.send("echo_update", Object.fromEntries(known));
    const changes = Object.fromEntries(known.filter(([property, value]) => !Object.is(this.state[property], value)));
    Object.assign(this.state, changes);
    if (Object.keys(changes).length > 0) keepRunning(this.tell(this.changeListeners, changes));
  }

  private send(method: "update" | "echo_update", state: State): void {
    this.comm?.send({ data: { method, state: written(state), buffer_paths: [] } });
  }

  private tell<Message>(listeners: Listener<Message>[], message: Message): Promise<unknown> {
    return Promise.all(listeners.map((listener) => listener(message)));
  }
}

/** Says that the kernel works. Messages that come meanwhile are heard all the same: what to do then is the listeners'. */
function keepRunning(work: Promise<unknown>): void {
  runningKernel()!.keepRunning(work);
}

/** A state as JSON: a model is written as its address. */
function written(state: State): State {
  const write = (value: unknown): unknown => {
    if (value instanceof WidgetModel) return `IPY_MODEL_${value.id}`;
    return Array.isArray(value) ? value.map(write) : value;
  };
  return Object.fromEntries(Object.entries(state).map(([property, value]) => [property, write(value)]));
}
