import type { CommandUnknownOpts } from "@commander-js/extra-typings";

/** The commands by name, in the order of the help. Each is loaded only when needed: loading all of them takes longer than most commands do. */
export const COMMANDS: Readonly<Record<string, () => Promise<CommandUnknownOpts>>> = {
  check: async () => (await import("./check.ts")).checkCommand(),
  matrix: async () => (await import("./matrix.ts")).matrixCommand(),
  compare: async () => (await import("./compare.ts")).compareCommand(),
  cost: async () => (await import("./cost.ts")).costCommand(),
  simulate: async () => (await import("./simulate.ts")).simulateCommand(),
  new: async () => (await import("./new.ts")).newCommand(),
  replay: async () => (await import("./replay.ts")).replayCommand(),
  test: async () => (await import("./test.ts")).testCommand(),
  conform: async () => (await import("./conform.ts")).conformCommand(),
  race: async () => (await import("./containers/race.ts")).raceCommand(),
  work: async () => (await import("./work.ts")).workCommand(),
  suite: async () => (await import("./suite.ts")).suiteCommand(),
  diff: async () => (await import("./diff.ts")).diffCommand(),
  export: async () => (await import("./export.ts")).exportCommand(),
  import: async () => (await import("./import.ts")).importCommand(),
  show: async () => (await import("./show.ts")).showCommand(),
  shell: async () => (await import("./containers/shell.ts")).shellCommand(),
  demo: async () => (await import("./demo.ts")).demoCommand(),
  doctor: async () => (await import("./doctor.ts")).doctorCommand(),
  completion: async () => (await import("./completion.ts")).completionCommand(),
};
