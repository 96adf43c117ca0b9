import type { LinuxObservation } from "./observation.ts";

/** A world as plain data for JSON: every task that was not reaped, every namespace that exists, every handle, and what was listed. */
export function worldAsJson({ tasks, namespaces, handles, listed }: LinuxObservation) {
  return {
    tasks: [...tasks].map(([number, { files, ...task }]) => ({
      number,
      ...task,
      files: Object.fromEntries(files),
    })),
    namespaces: [...namespaces].map(([number, row]) => ({ number, ...row })),
    handles: Object.fromEntries(handles),
    ...(listed !== undefined && { listed }),
  };
}
