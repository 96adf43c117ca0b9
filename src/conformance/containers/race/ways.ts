/** A way to kill all tasks of a cgroup. */
export interface Way {
  /** The name of the design whose `kill` works this way. */
  readonly design: string;
  /** What race.c calls it. */
  readonly program: "walk" | "repeat" | "freeze" | "kernel";
  /** What a hierarchy must have for it. */
  readonly needs?: "freezer" | "cgroup.kill";
}

export const WAYS = [
  { design: "walking-kill", program: "walk" },
  { design: "repeating-kill", program: "repeat" },
  { design: "freezing-kill", program: "freeze", needs: "freezer" },
  { design: "nested", program: "kernel", needs: "cgroup.kill" },
] as const satisfies readonly Way[];

/** The names of the designs that can race. */
export const RACING: readonly string[] = WAYS.map(({ design }) => design);
