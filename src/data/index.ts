export type { Dataset } from "./dataset";
export { loadThreeRows } from "./threeRows";
export { makeLine, type LineOptions } from "./line";
export { loadDiabetes, type DiabetesOptions } from "./diabetes";
export { loadCars } from "./cars";
export { loadBreastCancer, type ClassificationDataset } from "./breastCancer";
export { loadDigits } from "./digits";
export { loadMnist } from "./mnist";
export { loadIdx, type IdxOptions } from "./loadIdx";
export { ImageDataset, type ImageText } from "./imageDataset";
export { readCsv, readCsvColumns, type CsvOptions, type CsvProgress } from "./csv/readCsv";
export type { CsvFormat } from "./csv/parser";
export type { CsvValues } from "./csv/column";
export { trainTestSplit, type Samples, type Split, type SplitOptions } from "./trainTestSplit";
export { stratifiedSplit, type SplitIndices } from "./stratifiedSplit";
export { kFold, type Fold, type KFoldOptions } from "./kFold";
export { StandardScaler } from "./standardScaler";
export { MinMaxScaler } from "./minMaxScaler";
export {
  concatFrames, dropDuplicates, dropRows, filterRows, fromColumns, groupBy, GroupedFrame, selectColumns, sortValues, takeRows, toTypedArrays,
  type Aggregations, type ColumnsByName, type DuplicatesOptions, type Reduction, type RowTest, type SortOptions,
} from "./frames";
