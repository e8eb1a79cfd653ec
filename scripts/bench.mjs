import { run } from "./setup/node.mjs";

run("bench");
