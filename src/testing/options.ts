/** What assertions about histories take. The declarations of what is imported here are all that a project's compiler reads. */
import type { History } from "../history/history.ts";
import type { RecordedHistory } from "../history/read-history.ts";
import type { Model } from "../model/model.ts";
import type { Property } from "../model/property.ts";

/** A history: from a file that was read, made step by step, or the path of a file. */
export type AnyHistory = RecordedHistory | History | string | URL;

/** Where histories run: in the design that each names, on this machine's kernel beside it, or in another design. */
export type Backend = "model" | "kernel" | Model;

/** How histories run. */
export interface ReplayOnOptions {
  /** Asked at the start and after every event, and known by name in files beside those that come with nsmodel. */
  readonly properties?: readonly (Property | string)[] | undefined;
}

/** How a folder of histories is tested. */
export interface TestHistoriesOptions extends ReplayOnOptions {
  /** Where they run. Default: in the design that each names. */
  readonly on?: Backend | undefined;
}
