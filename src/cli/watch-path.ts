import { closeSync, fstatSync, openSync, realpathSync, type Stats, statSync } from "node:fs";
import { join, relative } from "node:path";
import { type FSWatcher, watch } from "chokidar";

/** How often to check whether a folder was removed and made again, which nothing reports, in milliseconds. */
const LOOK_MILLISECONDS = 500;

/**
 * Reports each file that is written: the file itself, or those in a folder and below it, however an editor saves them, and even after the folder was removed and
 * made again. Links to folders are not followed.
 *
 * @param isMeant whether to watch a file or folder, given its path from the folder
 * @param written called with each file that was written
 * @param signal ends the watch
 * @returns a promise that never resolves, and is rejected with the reason if the path cannot be watched
 */
export function watchPath(
  path: string,
  isMeant: (way: string) => boolean,
  written: (file: string) => void,
  signal: AbortSignal,
): Promise<never> {
  return new Promise((_, reject) => {
    let watched: Watched | undefined = begin("what is written from now on");
    const looking = setInterval(() => {
      if (watched !== undefined && isStillThere(path, watched)) return;
      end();
      watched = begin("all that is there");
    }, LOOK_MILLISECONDS);
    signal.addEventListener(
      "abort",
      () => {
        clearInterval(looking);
        end();
      },
      { once: true },
    );

    function begin(what: "what is written from now on" | "all that is there"): Watched | undefined {
      const folder = opened(path);
      if (folder === undefined) return undefined;
      const real = realpathSync(path);
      const watcher = watch(real, {
        ignoreInitial: what === "what is written from now on",
        followSymlinks: false,
        ignored: (file) => file !== real && !isMeant(relative(real, file)),
      });
      const tell = (file: string): void => written(file === real ? path : join(path, relative(real, file)));
      watcher.on("add", tell).on("change", tell).on("error", reject);
      return { folder, watcher };
    }

    function end(): void {
      if (watched === undefined) return;
      // Nobody needs what it waits for then.
      void watched.watcher.close();
      closeSync(watched.folder);
      watched = undefined;
    }
  });
}

interface Watched {
  /** The open folder or file: nothing else gets its inode number meanwhile. */
  readonly folder: number;
  readonly watcher: FSWatcher;
}

/** @returns `undefined` if there is nothing that can be read */
function opened(path: string): number | undefined {
  try {
    return openSync(path, "r");
  } catch {
    // It may come back.
    return undefined;
  }
}

/** Whether the folder is the same. A file may be another one: many editors save by putting a new one in its place. */
function isStillThere(path: string, { folder }: Watched): boolean {
  const then = fstatSync(folder);
  if (!then.isDirectory()) return true;
  const now: Stats | undefined = statSync(path, { throwIfNoEntry: false });
  return now?.dev === then.dev && now.ino === then.ino;
}
