import { pythonTests } from "./pythonTests";

pythonTests("Jupyter's own tests for kernels", "standard_tests");
