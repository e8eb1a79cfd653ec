export { readConnection, type Connection } from "./connection";
export { log } from "./log";
export type { Asker, Content, Extras, Header, Request } from "./message";
export { PROTOCOL, Wire } from "./wire";
