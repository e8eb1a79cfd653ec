/** Tells the person who reads the server's log one thing, on one line. */
export function log(text: string): void {
  process.stderr.write(`Slope's kernel: ${text.replaceAll(/\s+/g, " ")}\n`);
}
