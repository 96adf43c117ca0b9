/** A command line that shows what a command is good for. A test runs it. */
export interface HelpExample {
  readonly does: string;
  readonly line: string;
}

const example = (does: string, line: string): HelpExample => ({ does, line });

/** The examples of each command. They are run in a folder with the files that they name. */
export const HELP_EXAMPLES: Readonly<Record<string, readonly HelpExample[]>> = {
  check: [
    example(
      "which promises the proposal keeps, on a small machine",
      "nsmodel check --tasks 2 --containers 3 --kinds uts",
    ),
    example(
      "one promise, in a design of your own; the counterexample is kept",
      "nsmodel check ./my-design.ts --images 0 --property kill-reaches-descendants --histories found",
    ),
  ],
  matrix: [
    example(
      "two designs side by side",
      "nsmodel matrix nested flat --tasks 2 --containers 2 --kinds uts --names a",
    ),
    example(
      "a page that plays the counterexamples",
      "nsmodel matrix nested ./my-design.ts --tasks 2 --containers 3 --html page.html",
    ),
  ],
  compare: [
    example("the shortest history after which two designs differ", "nsmodel compare nested flat"),
    example(
      "whether a design of your own does only what another one may do",
      "nsmodel compare ./my-design.ts nested --refines",
    ),
  ],
  cost: [example("what calls read and write as tasks are added", "nsmodel cost nested flat --by tasks")],
  simulate: [
    example("the same 20 random histories each time", "nsmodel simulate flat --runs 20 --length 20 --seed 7"),
  ],
  new: [
    example("a design that starts from flat", "nsmodel new my-flat --from flat"),
    example("a property", "nsmodel new my-property --property"),
  ],
  replay: [
    example("whether a history agrees with its design", "nsmodel replay history.jsonl"),
    example("the same on this machine's kernel", "nsmodel replay history.jsonl --on kernel"),
  ],
  test: [
    example("a folder of histories as a suite of tests", "nsmodel test histories"),
    example(
      "the results for a continuous-integration server",
      "nsmodel test histories --reporter junit --out results.xml",
    ),
    example("a log of the run, to be compared with that of another", "nsmodel test histories --log here.log"),
  ],
  conform: [
    example(
      "whether the kernel does what a design says, in 20 random histories",
      "nsmodel conform nested --runs 20",
    ),
    example("the same for the calls of Linux itself", "nsmodel conform linux --runs 20"),
  ],
  race: [
    example("how often a kill that walks leaves a task behind", "nsmodel race --tries 100"),
    example(
      "the same for one design only, and the history of a try",
      "nsmodel race walking-kill --tries 20 --histories observed",
    ),
  ],
  work: [
    example(
      "work on what others started with --cluster redis://redis.example",
      "nsmodel work redis://redis.example",
    ),
  ],
  suite: [
    example(
      "histories that try everything that a design specifies in a small scope",
      "nsmodel suite nested --tasks 2 --containers 2 --kinds uts --out suite",
    ),
  ],
  diff: [
    example("where the kernel did something other than the design", "nsmodel diff here.log kernel.log"),
    example("the same as JSON", "nsmodel diff here.log kernel.log --json"),
  ],
  export: [
    example("a history as an image", "nsmodel export history.jsonl --svg --out history.svg"),
    example(
      "the states of a design, drawn by Graphviz",
      "nsmodel export nested --tasks 2 --containers 2 --dot | dot -Tsvg > states.svg",
    ),
  ],
  import: [example("a trace in ITF as a history", "nsmodel import trace.itf.json --out from-trace.jsonl")],
  show: [
    example("a history as sentences and trees", "nsmodel show history.jsonl"),
    example("its second event alone", "nsmodel show history.jsonl --step 2"),
  ],
  shell: [
    example("be a task of the proposal", "nsmodel shell"),
    example("commands from a file, up to the first that fails", "nsmodel shell --errexit < commands.txt"),
  ],
  demo: [example("the scenario of the message, its promises, and all designs", "nsmodel demo")],
  doctor: [example("what this machine can do, as JSON", "nsmodel doctor --json")],
  completion: [
    example("for this bash session", "source <(nsmodel completion bash)"),
    example(
      "for all fish sessions from now on",
      "nsmodel completion fish > ~/.config/fish/completions/nsmodel.fish",
    ),
  ],
};

/** The examples of a command as the end of its help. */
export function examplesInHelp(command: string): string {
  const examples = HELP_EXAMPLES[command] ?? [];
  return ["", "Examples:", ...examples.flatMap(({ does, line }) => [`  # ${does}`, `  ${line}`])].join("\n");
}
