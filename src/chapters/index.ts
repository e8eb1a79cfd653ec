export { readChapter, readChapters, type Chapter, type ChapterCell } from "./readChapters";
export { otherParts, ownParts, readStatements, type Statement } from "./statements";
export { assertionsOf, claimsOfTests, cover, missing, type Assertion, type Covered } from "./coverage";
export { glossary, glossaryPage, keyOf, termsOf, unmarkedChinese, type Term } from "./glossary";
