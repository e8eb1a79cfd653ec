export { CheckerProcess } from "./checkerProcess";
