/** Files that are used without being named on the command line. */
import { statSync } from "node:fs";
import { dirname } from "node:path";
import { printable } from "../../text/printable.ts";
import { Problem } from "../problem.ts";

const WRITABLE_BY_OTHERS = 0o022;

/**
 * Who may write such a file, or put another in its place, may have this user's rights execute what they like.
 *
 * @param why what makes that so, in words behind "and"
 * @param without how to do without the file, in a sentence
 * @throws {Problem} where it is another user
 */
export function mustBeTrusted(path: string, why: string, without: string): void {
  const own = process.geteuid?.();
  if (own === undefined) return;
  const { uid, mode } = statSync(path);
  const folder = statSync(dirname(path));
  const isOwn = [uid, folder.uid].every((owner) => owner === own || owner === 0);
  const isSticky = (folder.mode & 0o1000) !== 0;
  const isPrivate =
    (mode & WRITABLE_BY_OTHERS) === 0 && (isSticky || (folder.mode & WRITABLE_BY_OTHERS) === 0);
  if (isOwn && isPrivate) return;
  throw new Problem(
    `${printable(path)} is not used: another user ${isOwn ? "may write it or its folder" : "owns it or its folder"}, and ${why}.`,
    `Make both your own and writable by you alone, or leave it: ${without}`,
  );
}
