/** The environment in which a command compiles its TypeScript itself, as it does for a user: for tests of how it starts. */
export const AS_IT_STARTS: NodeJS.ProcessEnv = { ...process.env, NODE_OPTIONS: undefined };
