import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from "node:fs";

/** The calls that change what is on the disk. A test passes its own, which fail. */
export interface Disk {
  makeFolder(path: string): void;
  open(path: string, flags: "r" | "wx"): number;
  /** @returns how many bytes were written, which may be fewer */
  write(file: number, bytes: Uint8Array): number;
  /** Comes back when what was written outlasts a loss of power. */
  sync(file: number): void;
  close(file: number): void;
  rename(from: string, to: string): void;
  remove(path: string): void;
}

export const DISK: Disk = {
  makeFolder: (path) => mkdirSync(path, { recursive: true }),
  open: (path, flags) => openSync(path, flags),
  write: (file, bytes) => writeSync(file, bytes),
  sync: (file) => fsyncSync(file),
  close: (file) => closeSync(file),
  rename: (from, to) => renameSync(from, to),
  remove: (path) => rmSync(path, { force: true }),
};

/** Whether an error comes from the operating system. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "code" in error && "syscall" in error;
}

const IN_WORDS: Readonly<Record<string, string>> = {
  ENOSPC: "the disk is full",
  EDQUOT: "the quota on the disk is used up",
  EFBIG: "the file is larger than files may be here",
  EROFS: "the file system is read-only",
  EACCES: "permission is denied",
  EPERM: "permission is denied",
  ENOENT: "it is not there",
  ENOTDIR: "it is no folder",
  EEXIST: "it is no folder",
  EIO: "the disk reports an error",
};

/** Why the operating system refused, in plain words where there are some. */
export function whyRefused({ code = "", message }: NodeJS.ErrnoException): string {
  return IN_WORDS[code] ?? message;
}
