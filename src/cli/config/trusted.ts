/** Files that are used without being named on the command line. */
import { lstatSync, readlinkSync, realpathSync, type Stats } from "node:fs";
import { dirname, resolve } from "node:path";
import { printable } from "../../text/printable.ts";
import { Problem } from "../problem.ts";

const WRITABLE_BY_GROUP = 0o020;
const WRITABLE_BY_ALL = 0o002;
/** In such a folder others cannot rename or remove what is not theirs (unlink(2), EPERM). */
const STICKY = 0o1000;

/**
 * Refuses a file that another user can change: whoever can write it, a link on the way to it or a folder above it can execute anything with this user's rights.
 *
 * @param path of an existing file
 * @param why why that matters, in words that follow "and"
 * @param without how to do without the file, in a sentence
 * @throws {Problem} if another user can
 */
export function mustBeTrusted(path: string, why: string, without: string): void {
  const own = process.geteuid?.();
  if (own === undefined) return;
  for (const place of onTheWayTo(resolve(path))) {
    const found = lstatSync(place);
    const isOwn = found.uid === own || found.uid === 0;
    if (isOwn && !canOthersWrite(found)) continue;
    throw new Problem(
      `${printable(path)} is not used: another user ${isOwn ? "can write to" : "owns"} ${place === path ? "it" : printable(place)}, and ${why}.`,
      `Make that your own and writable only by you, or do without: ${without}`,
    );
  }
}

/** The file, each link on the way, the final target, and all folders that contain these. */
function onTheWayTo(path: string): ReadonlySet<string> {
  const places = new Set<string>();
  // `realpathSync` throws if the links go round in a loop.
  const target = realpathSync(path);
  for (let next = path; ; next = resolve(dirname(next), readlinkSync(next))) {
    addWithFolders(places, next);
    if (!lstatSync(next).isSymbolicLink()) break;
  }
  addWithFolders(places, target);
  return places;
}

function addWithFolders(places: Set<string>, path: string): void {
  for (let place = path; !places.has(place); place = dirname(place)) places.add(place);
}

/** Links have no mode that counts. */
function canOthersWrite(found: Stats): boolean {
  if (found.isSymbolicLink() || (found.isDirectory() && (found.mode & STICKY) !== 0)) return false;
  // A user's private group has the number of the user (useradd(8), USERGROUPS_ENAB) and no other members.
  const canGroup = (found.mode & WRITABLE_BY_GROUP) !== 0 && found.gid !== found.uid;
  return canGroup || (found.mode & WRITABLE_BY_ALL) !== 0;
}
