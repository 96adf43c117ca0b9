/** The version of the frames. The agent tells its own in `hello`; agent.c has the same number. */
export const PROTOCOL_VERSION = 4;

/** How long a frame may be without its first eight bytes, in bytes. */
export const FRAME_LIMIT = 1 << 20;

/** How many operations one frame may have. */
export const OPERATIONS_LIMIT = 4096;

/** How many operations one batch may have, in however many frames. */
export const BATCH_LIMIT = 1 << 20;

/** Added to the count of a frame's operations where the batch goes on in the next frame. */
export const CONTINUES = 2 ** 31;

/** How many slots for bodies there are. The first is 0. */
export const SLOTS = 256;

/** How long what an operation gives may be, in bytes. */
export const DATA_LIMIT = 64 << 10;

/** In place of an errno, where the agent can hold no more; the kernel's own go up to 4095. */
export const BEYOND_LIMIT = 4096;

/** The bytes before a frame's content: its length and the number of its operations, 32 bits each. */
export const FRAME_HEAD = 8;
