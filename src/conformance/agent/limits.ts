/** The version of the frames. The agent tells its own in `hello`; agent.c has the same number. */
export const PROTOCOL_VERSION = 1;

/** How long a frame may be without its first eight bytes, in bytes. */
export const FRAME_LIMIT = 1 << 20;

/** How many operations one frame may have. */
export const OPERATIONS_LIMIT = 4096;

/** How many slots for bodies there are. The first is 0. */
export const SLOTS = 256;

/** The bytes before a frame's content: its length and the number of its operations, 32 bits each. */
export const FRAME_HEAD = 8;
