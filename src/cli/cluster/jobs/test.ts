import type { Model } from "../../../model/model.ts";
import type { Property } from "../../../model/property.ts";
import { SHOWN } from "../../../report/replay.ts";
import { counted } from "../../../text/counted.ts";
import type { GivenOptions } from "../../scope-options.ts";
import { type Tested, testOne } from "../../tested-file.ts";
import type { Ending } from "../ending.ts";

/** A file and its content. */
interface SentHistory {
  readonly file: string;
  readonly bytes: Uint8Array;
}

/** Histories to replay, and how. */
export interface TestAsk {
  readonly histories: readonly SentHistory[];
  readonly as: Model | undefined;
  readonly along: readonly Property[];
  readonly given: GivenOptions;
  readonly isLogged: boolean;
  /** The user-defined designs and properties that a history may name. */
  readonly known: { readonly models: readonly Model[]; readonly properties: readonly Property[] };
}

/** The result of each, in the same order. */
export type TestAnswer = readonly Tested[];

/** Upper bounds on a job, in bytes and in histories: a moment's work, so that many workers get equal shares. */
const MAX_HISTORIES = { bytes: 2 ** 20, files: 64 } as const;

/** Divides histories into jobs. */
export function partsOfTest({ histories, ...how }: TestAsk): TestAsk[] {
  const parts: SentHistory[][] = [];
  let bytes = 0;
  for (const file of histories) {
    const last = parts.at(-1);
    bytes += file.bytes.length;
    if (last !== undefined && last.length < MAX_HISTORIES.files && bytes <= MAX_HISTORIES.bytes)
      last.push(file);
    else {
      parts.push([file]);
      bytes = file.bytes.length;
    }
  }
  return parts.map((part) => ({ ...how, histories: part }));
}

export async function* carryOutTest(
  { histories, as, along, given, isLogged }: TestAsk,
  { interrupted, asked }: Ending,
): AsyncGenerator<string, TestAnswer> {
  const tested: Tested[] = [];
  for (const { file, bytes } of histories) {
    const how = { keep: SHOWN, as, along, kernels: undefined, given, isLogged, read: async () => bytes };
    tested.push(await testOne(file, how, interrupted, asked));
    yield `${tested.length} of ${counted(histories.length, "history")}`;
  }
  return tested;
}
