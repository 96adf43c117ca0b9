import type { Model } from "../../../model/model.ts";
import type { Property } from "../../../model/property.ts";
import { SHOWN } from "../../../report/replay.ts";
import { counted } from "../../../text/counted.ts";
import type { GivenOptions } from "../../scope-options.ts";
import { type Tested, testOne } from "../../tested-file.ts";
import type { Ending } from "../ending.ts";

/** A file, and what stands in it. */
interface SentHistory {
  readonly file: string;
  readonly bytes: Uint8Array;
}

/** Some histories. */
export interface TestAsk {
  readonly histories: readonly SentHistory[];
  readonly as: Model | undefined;
  readonly along: readonly Property[];
  readonly given: GivenOptions;
  readonly isLogged: boolean;
  /** Those of the user's that a history may name. */
  readonly known: { readonly models: readonly Model[]; readonly properties: readonly Property[] };
}

/** What came of each, in their order. */
export type TestAnswer = readonly Tested[];

/** How many bytes of histories a job has at most, and how many histories: a moment's work, so that many workers have an equal share. */
const MOST = { bytes: 2 ** 20, files: 64 } as const;

/** Parts histories into jobs. */
export function partsOfTest({ histories, ...how }: TestAsk): TestAsk[] {
  const parts: SentHistory[][] = [];
  let bytes = 0;
  for (const file of histories) {
    const last = parts.at(-1);
    bytes += file.bytes.length;
    if (last !== undefined && last.length < MOST.files && bytes <= MOST.bytes) last.push(file);
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
