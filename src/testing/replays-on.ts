import { readFile } from "node:fs/promises";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { inspect } from "node:util";
import { isDesign, requireOptions } from "../api/asked.ts";
import { requireHistory, requireRecordedHistory } from "../api/asked-of-history.ts";
import { lawfulModel, lawfulProperties } from "../api/lawful.ts";
import { MODELS, PROPERTIES } from "../catalogue.ts";
import type { Kernels } from "../conformance/kernels.ts";
import { byRulesOf, replayOnKernel } from "../conformance/replay-on-kernel.ts";
import { replay, testsNothing } from "../engine/replay.ts";
import { eventsOf } from "../history/history.ts";
import { readHistory } from "../history/read-history.ts";
import { writeHistory } from "../history/write-history.ts";
import type { Model } from "../model/model.ts";
import { isBroken, NOTHING_TESTED, replayInWords, SHOWN } from "../report/replay.ts";
import { printable } from "../text/printable.ts";
import type { Judgement } from "./judgement.ts";
import { propertiesNamed } from "./keeps.ts";
import type { AnyHistory, Backend, ReplayOnOptions } from "./options.ts";

/**
 * Checks whether a history runs as it is written: every outcome and expectation agrees with the design, no property that is checked is broken, and the kernel,
 * if it takes part, agrees after every event.
 *
 * @returns the verdict, with the differences as `nsmodel replay` prints them; undecided if the kernel could not play the history to its end, or
 * not be compared
 * @throws if the file cannot be read or is not a history; {@link CannotRun} if this machine cannot play any; {@link TypeError} if the backend or an
 * option is invalid
 */
export async function judgeReplay(
  history: AnyHistory,
  backend: Backend,
  options: ReplayOnOptions,
  kernels: Kernels,
): Promise<Judgement> {
  requireBackend(backend);
  const along = propertiesNamed(options.properties ?? []);
  requireOptions({ ...options, properties: along }, ["properties"]);
  const known = [...new Set([...PROPERTIES, ...along])];
  const { name, bytes, of } = await written(history);
  const as = typeof backend === "object" ? backend : of;
  const read = readHistory(bytes, MODELS, { as, properties: known });
  if (!read.ok) {
    const { line, column, message } = read.problem;
    throw new Error(`${name}:${line}:${column}: ${message}`);
  }
  lawfulModel(read.history.model);
  const kernel = backend === "kernel" ? await kernels.of(read.history.model.domain) : undefined;
  const ran = kernel === undefined ? read.history : byRulesOf(kernel, read.history);
  const properties = lawfulProperties(along, [ran.model]);
  const replayed = replay(ran, { keep: SHOWN, properties });
  if (testsNothing(replayed)) throw new Error(`${name} ${NOTHING_TESTED}`);
  const played = kernel && (await replayOnKernel(kernel, ran));
  const found = { model: ran.model, replay: replayed, kernel: played, isCut: false };
  const isDifferent = replayed.count > 0 || (played?.differences.length ?? 0) > 0;
  const isUndecided = played?.stopped !== undefined || played?.containers === false;
  return {
    verdict:
      isDifferent || replayed.properties.some(isBroken) ? "fails" : isUndecided ? "undecided" : "holds",
    message: replayInWords(name, found).join("\n"),
  };
}

/** Requires a backend, for tests that are not type-checked. @throws {TypeError} if it is not one */
export function requireBackend(backend: unknown): void {
  if (backend === "model" || backend === "kernel" || isDesign(backend)) return;
  const given = inspect(backend, { depth: 0 });
  throw new TypeError(`${given} is not a backend: it must be "model", "kernel" or a design`);
}

/** A history as the bytes of a file. One that is not in a file is written as if to one, so that line numbers mean the same. */
async function written(
  history: AnyHistory,
): Promise<{ readonly name: string; readonly bytes: Uint8Array; readonly of: Model | undefined }> {
  if (typeof history === "string" || history instanceof URL) {
    const path = typeof history === "string" ? history : fileURLToPath(history);
    return { name: printable(relative(".", path)), bytes: await readFile(path), of: undefined };
  }
  const isRead = Object(history) === history && "entries" in history; // the caller may not be type-checked
  if (isRead) requireRecordedHistory(history);
  else requireHistory(history);
  const { model, scope } = history;
  const entries = "entries" in history ? history.entries() : eventsOf(history).map((event) => ({ event }));
  return { name: "history", bytes: Buffer.from(writeHistory(model, scope, entries)), of: model };
}
