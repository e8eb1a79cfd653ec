import { pythonTests } from "./pythonTests";

const topics = [
  "cells", "scope", "output", "turns", "busy", "interrupts", "training", "prompts", "questions", "comms", "widgets", "wrong_messages",
  "survival", "ending", "sessions", "transport",
];

for (const topic of topics) pythonTests(`the kernel, seen by a front end: ${topic.replace("_", " ")}`, `protocol.${topic}`);
