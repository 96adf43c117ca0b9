import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { makeFolder } from "../files/make-folder.ts";

/** The calls that change what is on the disk. A test passes its own, which fail. */
export interface Disk {
  makeFolder(path: string): void;
  open(path: string, flags: "r" | "wx"): number;
  /** @returns how many bytes were written, which may be fewer */
  write(file: number, bytes: Uint8Array): number;
  /** Returns once what was written would survive a loss of power. */
  sync(file: number): void;
  close(file: number): void;
  rename(from: string, to: string): void;
  remove(path: string): void;
}

export const DISK: Disk = {
  makeFolder,
  open: (path, flags) => openSync(path, flags),
  write: (file, bytes) => writeSync(file, bytes),
  sync: (file) => fsyncSync(file),
  close: (file) => closeSync(file),
  rename: (from, to) => renameSync(from, to),
  remove: (path) => rmSync(path, { force: true }),
};
