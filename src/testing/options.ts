/** The arguments of assertions about histories. A project's compiler reads no declarations but those imported here. */
import type { History } from "../history/history.ts";
import type { RecordedHistory } from "../history/read-history.ts";
import type { Model } from "../model/model.ts";
import type { Property } from "../model/property.ts";

/** A history: read from a file, made step by step, or given as the path of a file. */
export type AnyHistory = RecordedHistory | History | string | URL;

/** Where histories run: in the design that each names, there and on this machine's kernel side by side, or in another design. */
export type Backend = "model" | "kernel" | Model;

/** How histories run. */
export interface ReplayOnOptions {
  /** Properties checked at the start and after every event. Files may name them as well as those that come with nsmodel. */
  readonly properties?: readonly (Property | string)[] | undefined;
}

/** How a folder of histories is tested. */
export interface TestHistoriesOptions extends ReplayOnOptions {
  /** Where they run. Default: in the design that each names. */
  readonly on?: Backend | undefined;
}
