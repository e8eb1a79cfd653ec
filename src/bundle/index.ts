export { loadAhead, start } from "./load";
