/** Whether a text can be the name of a handle, a file or a mount: 1 to 15 of a-z and 0-9, a letter first. */
export const isLinuxName = (text: string): boolean => /^[a-z][a-z0-9]{0,14}$/.test(text);

/** What is wrong with the name of a file or a mount. */
export const flawOfName = (text: string): string | undefined =>
  isLinuxName(text)
    ? undefined
    : "this is not a valid name here: 1 to 15 characters of a-z and 0-9, a letter first";
