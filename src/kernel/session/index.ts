export { History } from "./history";
export { Session } from "./session";
