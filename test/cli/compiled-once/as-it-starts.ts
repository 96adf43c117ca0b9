/** The environment of a command that compiles its TypeScript itself, as it does for a user: for tests of the start. */
export const AS_IT_STARTS: NodeJS.ProcessEnv = { ...process.env, NODE_OPTIONS: undefined };
