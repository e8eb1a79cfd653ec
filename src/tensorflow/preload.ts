/** For `node --require`: prepares a kernel or a test run for TensorFlow before its first line. */
import { prepare } from "./prepare";

prepare();
