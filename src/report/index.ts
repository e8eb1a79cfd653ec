export { writeReport, type WrittenReport } from "./writeReport";
export { typeset, type FormulaFault } from "./mathematics";
