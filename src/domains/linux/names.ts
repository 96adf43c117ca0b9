import { SELF } from "./operations.ts";

/** Whether a text can be the name of a handle, a file or a mount: 1 to 15 of a-z and 0-9, a letter first. */
export const isLinuxName = (text: string): boolean => /^[a-z][a-z0-9]{0,14}$/.test(text);

/** Whether a text can be the name of a handle. */
export const isHandleName = (text: string): boolean => isLinuxName(text) && text !== SELF;
