import type { Variable } from "@tensorflow/tfjs";
import type { Binding, DataEntry } from "./native";

/** Who holds variables' newest values. */
interface Holder {
  /** The values of these variables, under new handles. */
  read(variables: readonly Variable[]): number[];
}

/** Data that lie with a holder until somebody asks for their handle. */
interface LateData {
  readonly variable: Variable;
  /** How often holders have changed them. */
  version: number;
  holder: Holder | null;
  /** The handle, when it has been asked for. */
  id: number | null;
}

const dataOf = new WeakMap<DataEntry, LateData>();
const heldBy = new WeakMap<Holder, Set<LateData>>();

/** How often the data have been changed by holders. */
export function lateVersion(entry: DataEntry): number {
  return dataOf.get(entry)?.version ?? 0;
}

/** Leaves the newest value of a variable with `holder`, and frees the handle of the old one; gives the version. */
export function leaveLate(entry: DataEntry, variable: Variable, holder: Holder, binding: Binding): number {
  const data = dataOf.get(entry) ?? makeLate(entry, variable);
  if (data.id !== null) binding.deleteTensor(data.id);
  data.id = null;
  if (data.holder !== holder) {
    if (data.holder) heldBy.get(data.holder)?.delete(data);
    data.holder = holder;
    heldBy.set(holder, (heldBy.get(holder) ?? new Set()).add(data));
  }
  return ++data.version;
}

/** Asks a holder for all that it still holds. */
export function settle(holder: Holder): void {
  // One run fetches them all: who reads one weight reads the others too.
  const open = [...heldBy.get(holder) ?? []].filter(({ id }) => id === null);
  if (open.length === 0) return;
  const ids = holder.read(open.map(({ variable }) => variable));
  open.forEach((data, index) => (data.id = ids[index]));
}

/** From now on the handle is fetched when it is asked for. */
function makeLate(entry: DataEntry, variable: Variable): LateData {
  const data: LateData = { variable, version: 0, holder: null, id: entry.id };
  dataOf.set(entry, data);
  Object.defineProperty(entry, "id", {
    get() {
      if (data.id === null && data.holder) settle(data.holder);
      return data.id;
    },
    set: (id: number) => void (data.id = id),
  });
  return data;
}
