/** The lines that were typed, across sessions. */
import { appendFileSync, chmodSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, isAbsolute, join } from "node:path";
import { makeFolder } from "../../files/make-folder.ts";
import { isMissing, isSystemError, whyRefused } from "../../files/system-error.ts";

/** How many lines are kept. */
export const MAX_LINES = 1000;
const PRIVATE_FILE = 0o600;

/** Where they are kept: in XDG_STATE_HOME, otherwise in ~/.local/state. */
export function lineHistoryFile(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): string {
  const { XDG_STATE_HOME: state = "" } = environment;
  return join(isAbsolute(state) ? state : join(homedir(), ".local/state"), "nsmodel/shell-history");
}

/** The lines of earlier sessions and of this one. Each is added as it is typed, so that neither a crash nor another session loses any. */
export class LineHistory {
  readonly #file: string;
  /** Why lines are not kept; `undefined` while they are. */
  #refused: string | undefined;

  constructor(file: string) {
    this.#file = file;
  }

  get whyNotKept(): string | undefined {
    return this.#refused === undefined
      ? undefined
      : `Lines are not saved in ${this.#file}: ${this.#refused}.`;
  }

  /** The last lines, oldest first. A file with more than twice as many is cut down to them: a new one is written and renamed over it. */
  lines(): string[] {
    const all = this.#read();
    const kept = all.slice(-MAX_LINES);
    if (all.length > 2 * MAX_LINES) this.#try(() => replace(this.#file, kept));
    return kept;
  }

  add(line: string): void {
    if (line.trim() === "" || this.#refused !== undefined) return;
    this.#try(() => {
      makeFolder(dirname(this.#file));
      // One write at the end of the file: those of several sessions do not mix.
      appendFileSync(this.#file, `${line}\n`, { mode: PRIVATE_FILE });
    });
  }

  #read(): string[] {
    let text = "";
    this.#try(() => {
      text = readFileSync(this.#file, "utf8");
    });
    return text.split("\n").filter((line) => line !== "");
  }

  #try(work: () => void): void {
    try {
      work();
    } catch (error) {
      if (!isSystemError(error)) throw error;
      if (!isMissing(error)) this.#refused = whyRefused(error);
    }
  }
}

function replace(file: string, lines: readonly string[]): void {
  const beside = `${file}.${process.pid}`;
  writeFileSync(beside, `${lines.join("\n")}\n`, { mode: PRIVATE_FILE, flag: "wx" });
  chmodSync(beside, PRIVATE_FILE);
  renameSync(beside, file);
}
