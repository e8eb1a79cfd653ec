export { Scope, type LastValue, type ScopeOptions, type ScriptSource } from "./scope";
