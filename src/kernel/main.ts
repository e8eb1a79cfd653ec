/** The kernel, as Jupyter starts it: `node main.js <connection file> <Node's options for the process that runs cells>`. */
import path from "node:path";
import { start } from "../bundle";

start(path.join(__dirname, "program.js"));
