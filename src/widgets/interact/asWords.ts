/** A name in camel case as a reader would write it: "learningRate" is "learning rate", "useL2" is "use L2". */
export function asWords(name: string): string {
  return name
    .replace(/(?<=[\p{Ll}\d])\p{Lu}/gu, (letter) => ` ${letter}`)
    .replace(/\p{Lu}(?=\p{Ll})/gu, (letter) => letter.toLowerCase());
}
