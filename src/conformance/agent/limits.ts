/** The version of the frame format. The agent reports its own in `hello`; agent.c has the same number. */
export const PROTOCOL_VERSION = 4;

/** Maximum length of a frame in bytes, not counting the first eight. */
export const FRAME_LIMIT = 1 << 20;

/** Maximum number of operations in a frame. */
export const OPERATIONS_LIMIT = 4096;

/** Maximum number of operations in a batch, across all its frames. */
export const BATCH_LIMIT = 1 << 20;

/** Added to a frame's operation count if the batch continues in the next frame. */
export const CONTINUES = 2 ** 31;

/** Number of slots for bodies. The first is 0. */
export const SLOTS = 256;

/** Maximum size of the data that an operation returns, in bytes. */
export const DATA_LIMIT = 64 << 10;

/** Used in place of an errno if an answer is larger than the agent can hold; the kernel's own errnos end at 4095. */
export const BEYOND_LIMIT = 4096;

/** Bytes before a frame's content: its length and the number of its operations, 32 bits each. */
export const FRAME_HEAD = 8;
