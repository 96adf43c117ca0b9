import { closeSync, type FSWatcher, fstatSync, openSync, type Stats, statSync, watch } from "node:fs";

/** What is watched may be taken away and made anew, which nobody tells: so often it is looked, in milliseconds. */
const LOOK_MILLISECONDS = 500;

/**
 * Tells of each change of a file, or in a folder and those below it, also after it was removed and made anew.
 *
 * @param changed is told which file has changed, as seen from the path; nothing where anything may have, as it is there anew
 * @param signal ends it
 * @returns a promise that ends only where it cannot be watched, with why
 */
export function watchPath(
  path: string,
  changed: (file: string | undefined) => void,
  signal: AbortSignal,
): Promise<never> {
  return new Promise((_, reject) => {
    let watched: Watched | undefined = begin();
    const looking = setInterval(() => {
      if (watched !== undefined && isStillThere(path, watched.file)) return;
      end();
      watched = begin();
      if (watched !== undefined) changed(undefined);
    }, LOOK_MILLISECONDS);
    signal.addEventListener(
      "abort",
      () => {
        clearInterval(looking);
        end();
      },
      { once: true },
    );

    function begin(): Watched | undefined {
      const file = opened(path);
      if (file === undefined) return undefined;
      try {
        const recursive = fstatSync(file).isDirectory();
        const watcher = watch(path, { recursive }, (_event, name) => changed(recursive ? (name ?? "") : ""));
        watcher.on("error", (error) => fail(error, file));
        return { file, watcher };
      } catch (error) {
        fail(error, file);
        closeSync(file);
        return undefined;
      }
    }

    /** Of what is gone it is looked whether it comes back. */
    function fail(error: unknown, file: number): void {
      if (isStillThere(path, file)) reject(error);
    }

    function end(): void {
      if (watched === undefined) return;
      watched.watcher.close();
      closeSync(watched.file);
      watched = undefined;
    }
  });
}

/** A file or folder that is open: nothing else gets its number meanwhile. */
interface Watched {
  readonly file: number;
  readonly watcher: FSWatcher;
}

/** @returns nothing where there is nothing that can be read */
function opened(path: string): number | undefined {
  try {
    return openSync(path, "r");
  } catch {
    // It may come back.
    return undefined;
  }
}

function isStillThere(path: string, file: number): boolean {
  const now: Stats | undefined = statSync(path, { throwIfNoEntry: false });
  const then = fstatSync(file);
  return now?.dev === then.dev && now.ino === then.ino;
}
