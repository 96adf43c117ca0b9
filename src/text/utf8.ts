/** Whether bytes of a path were no UTF-8: Node reads each as U+FFFD, and finds nothing by such a path, unless that very character is in the name. */
export const mayBeNoUtf8 = (path: string): boolean => path.includes("\uFFFD");

/** What is said of such a path at which nothing is found. */
export const NO_UTF8 = "its name is not UTF-8, and nsmodel opens no other: rename it";
