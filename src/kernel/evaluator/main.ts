/** The process in which cells run: `node <options> main.js <secret>`, started by `EvaluatorProcess`. */
import path from "node:path";
import { start } from "../../bundle";

start(path.join(__dirname, "program.js"));
