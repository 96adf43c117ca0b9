import type { Kind } from "../../model/kind.ts";

/** The CLONE_NEW* flag of each kind of namespace; see clone(2) and unshare(2). */
export const NAMESPACE_FLAGS: Readonly<Record<Kind, number>> = {
  mnt: 0x0002_0000,
  uts: 0x0400_0000,
  ipc: 0x0800_0000,
  net: 0x4000_0000,
  pid: 0x2000_0000,
  user: 0x1000_0000,
  cgroup: 0x0200_0000,
  time: 0x0000_0080,
};

/** What a child can share with its parent besides namespaces, as far as a body supports it; see clone(2). */
export const SHARE_FLAGS = {
  parent: 0x0000_8000,
  fs: 0x0000_0200,
  vm: 0x0000_0100,
  sysvsem: 0x0004_0000,
} as const;

/** The CLONE_NEW* flags of a set of kinds, as one number. */
export function cloneFlags(kinds: Iterable<Kind>): number {
  return [...kinds].reduce((flags, kind) => flags | NAMESPACE_FLAGS[kind], 0);
}

/** Options of waitid(2). */
export const WAIT = { nohang: 1, exited: 4, nowait: 0x0100_0000 } as const;

/** Options of prctl(2). */
export const PRCTL = { setPdeathsig: 1, getDumpable: 3, setDumpable: 4, setChildSubreaper: 36 } as const;

/** Flags of mount(2). */
export const MOUNT = { bind: 4096, recursive: 16_384, private: 1 << 18 } as const;

/** AT_FDCWD of openat(2): a relative path starts at the working directory. Absolute paths ignore it. */
export const WORKING_DIRECTORY = -100;

/** FD_NSFS_ROOT of linux/fcntl.h: the root of the file system of namespaces. */
export const NSFS_ROOT = -10003;
