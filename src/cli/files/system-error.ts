/** Whether an error comes from the operating system. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "code" in error && "syscall" in error;
}

/** Whether a file does not exist, or part of its path is not a folder. */
export const isMissing = ({ code }: NodeJS.ErrnoException): boolean =>
  code === "ENOENT" || code === "ENOTDIR";

/** Whether the machine has no room for one more thread or process. */
export const isOutOfThreads = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "EAGAIN";

const IN_WORDS: Readonly<Record<string, string>> = {
  ENOSPC: "the disk is full",
  EDQUOT: "the quota on the disk is used up",
  EFBIG: "the file is larger than the file system or a limit allows",
  EROFS: "the file system is read-only",
  EACCES: "permission denied",
  EPERM: "permission denied",
  ENOENT: "it does not exist",
  ENOTDIR: "it is not a folder",
  EEXIST: "it is not a folder",
  EISDIR: "it is a folder",
  ELOOP: "its symbolic links form a loop",
  ENAMETOOLONG: "the name is too long",
  EPIPE: "nobody reads it",
  EIO: "the disk reports an error",
};

/** Why the operating system refused, in plain words if there are any. */
export function whyRefused({ code = "", message }: NodeJS.ErrnoException): string {
  return IN_WORDS[code] ?? message;
}
