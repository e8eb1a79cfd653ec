export type { Parameter } from "./declarations";
export { findParameter, injectParameters, injectedValues, notebookParameters, type ParameterValues } from "./notebookParameters";
export { readSettings, readSettingsFile, splitSetting } from "./settings";
export { rangeText, typeName, typeRule, type ParameterType, type ParameterValue } from "./type";
export { valueFromText } from "./value";
