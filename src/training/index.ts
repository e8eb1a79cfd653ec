export { History, type HistoryRecord, type Outcome } from "./history";
export { minimize, type MinimizeOptions, type Step } from "./minimize";
