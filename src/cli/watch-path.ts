import { closeSync, fstatSync, openSync, realpathSync, type Stats, statSync } from "node:fs";
import { join, relative } from "node:path";
import { type FSWatcher, watch } from "chokidar";

/** That a folder is taken away and made anew nobody tells: so often it is looked, in milliseconds. */
const LOOK_MILLISECONDS = 500;

/**
 * Tells of each file that is written, by itself or in a folder and those below it, however an editor saves it; also after the folder was removed and made
 * anew. Links to folders are not followed.
 *
 * @param isMeant whether a file or folder is looked at, by its way from the folder
 * @param written is told which file was
 * @param signal ends it
 * @returns a promise that ends only where it cannot be watched, with why
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
      // What it waits for then is of no use to anybody.
      void watched.watcher.close();
      closeSync(watched.folder);
      watched = undefined;
    }
  });
}

interface Watched {
  /** The folder or file is open: nothing else gets its number meanwhile. */
  readonly folder: number;
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

/** Whether the folder is the same. A file may be another one: to put a new one in its place is how many editors save. */
function isStillThere(path: string, { folder }: Watched): boolean {
  const then = fstatSync(folder);
  if (!then.isDirectory()) return true;
  const now: Stats | undefined = statSync(path, { throwIfNoEntry: false });
  return now?.dev === then.dev && now.ino === then.ino;
}
