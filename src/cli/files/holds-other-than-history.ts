import { open, stat } from "node:fs/promises";
import { FORMAT } from "../../history/schema.ts";

/** Whether there is a regular file that is neither empty nor begins like a history. */
export async function holdsOtherThanHistory(file: string): Promise<boolean> {
  const isPlain = await stat(file).then(
    (found) => found.isFile(),
    () => false,
  );
  if (!isPlain) return false;
  // One that cannot be read may still be writable: writing it will tell.
  const handle = await open(file).catch(() => undefined);
  if (handle === undefined) return false;
  try {
    const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(BEGINNING.length) });
    return bytesRead > 0 && buffer.toString("utf8", 0, bytesRead) !== BEGINNING;
  } finally {
    await handle.close();
  }
}

/** How every history that nsmodel writes begins. */
const BEGINNING = `{"format":"${FORMAT}"`;
