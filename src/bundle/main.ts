/** The command of set-up that makes the bundles; without, all of them load from their files. */
import { buildBundles } from "./build";

buildBundles();
