import { pythonTests } from "./pythonTests";

pythonTests("the kernel, seen by a front end", "protocol_tests");
