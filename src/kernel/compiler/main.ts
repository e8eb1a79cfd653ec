import { serve } from "./serve";

/** The checker's process where it starts without a snapshot. */
serve(process.argv[2]!);
