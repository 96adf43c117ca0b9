import type { NamespaceNumber, TaskNumber } from "../../model/numbers.ts";
import type { Box, Label, Picture, Token } from "../../model/picture.ts";
import type { LinuxObservation, ObservedLinuxTask } from "./observation.ts";
import { LINKS } from "./operations.ts";
import { namesInWords } from "./picture.ts";

const MARGIN = 2;
const PADDING = 12;
const TITLE_HEIGHT = 26;
const GAP = 12;
/** The space for a token: its disc, and a line for each label below it. */
const DISC = 34;
const LABEL_HEIGHT = 17;
const TOKEN_WIDTH = 120;
const SMALLEST_WIDTH = 132;

/** The task that called, and the errno that refused it. */
export interface Caller {
  readonly task: TaskNumber;
  readonly refused: string;
}

/** A pid namespace with what stands in it, measured from the inside out. */
interface Measured {
  readonly pid: NamespaceNumber;
  readonly level: number;
  readonly tasks: readonly (readonly [TaskNumber, ObservedLinuxTask])[];
  readonly children: readonly Measured[];
  readonly width: number;
  readonly height: number;
  /** Where its children stand, below its own upper edge. */
  readonly top: number;
}

/**
 * Draws a world: pid namespaces as nested boxes, each with the tasks that are in it, their state, and those of their namespaces that are not initial.
 * Beside it stands what handles, files and mounts name.
 *
 * @param idOf distinguishes tasks that bear the same number at different times
 */
export function drawingOf(
  world: LinuxObservation,
  idOf: (task: TaskNumber) => string,
  caller?: Caller,
): Picture {
  const boxes: Box[] = [];
  const tokens: Token[] = [];
  const root = [...world.namespaces].find(([, { kind, parent }]) => kind === "pid" && parent === null)?.[0];
  if (root === undefined) throw new Error("no pid namespace is there");
  const measured = measure(world, root, 0);
  place(measured, MARGIN, MARGIN);
  return {
    boxes,
    tokens,
    beside: namesInWords(world).map((sentence) => sentence.replace(/\.$/, "")),
    width: measured.width + 2 * MARGIN,
    height: measured.height + 2 * MARGIN,
  };

  function place({ pid, level, tasks, children, width, height, top }: Measured, x: number, y: number): void {
    boxes.push({
      id: `pid-${pid}`,
      x,
      y,
      width,
      height,
      title: `pid ${pid}`,
      note: "",
      level,
      isVacant: tasks.length === 0 && children.length === 0,
      isTarget: false,
    });
    for (const [index, [number, task]] of tasks.entries()) {
      const isCaller = caller?.task === number;
      tokens.push({
        id: idOf(number),
        x: x + PADDING + TOKEN_WIDTH * (index + 0.5),
        y: y + TITLE_HEIGHT,
        text: String(number),
        sort: task.state === "alive" ? "task" : "guest",
        labels: labelsOf(world, task),
        isCaller,
        refused: isCaller ? caller.refused : "",
      });
    }
    let left = x + PADDING;
    for (const child of children) {
      place(child, left, y + top);
      left += child.width + GAP;
    }
  }
}

function measure(world: LinuxObservation, pid: NamespaceNumber, level: number): Measured {
  const tasks = [...world.tasks].filter(([, { links }]) => links.pid === pid);
  const inner = [...world.namespaces].filter(([, { kind, parent }]) => kind === "pid" && parent === pid);
  const children = inner.map(([child]) => measure(world, child, level + 1));
  const widths = children.map(({ width }) => width).reduce((sum, width) => sum + width + GAP, -GAP);
  const labels = Math.max(0, ...tasks.map(([, task]) => labelsOf(world, task).length + 1));
  const top = TITLE_HEIGHT + (tasks.length === 0 ? 0 : DISC + LABEL_HEIGHT * labels + GAP);
  return {
    pid,
    level,
    tasks,
    children,
    width: Math.max(SMALLEST_WIDTH, 2 * PADDING + Math.max(tasks.length * TOKEN_WIDTH, widths)),
    height: top + Math.max(0, ...children.map(({ height }) => height)) + PADDING,
    top,
  };
}

/** A task's state if it is not alive, and those of its namespaces that somebody made. */
function labelsOf({ namespaces }: LinuxObservation, { state, links }: ObservedLinuxTask): Label[] {
  const made = LINKS.flatMap((link) => {
    const number = links[link];
    if (number === undefined || link === "pid") return [];
    if (namespaces.get(number)?.isInitial !== false || number === links[shorter(link)]) return [];
    return [{ text: `${link.replace("_for_children", "→")} ${number}`, number }];
  });
  return state === "alive" ? made : [{ text: state, number: 0 }, ...made];
}

/** The link that names the same namespace if nothing is pending; for a plain kind, one that never does. */
function shorter(link: (typeof LINKS)[number]): "pid" | "time" | "pid_for_children" {
  return link === "pid_for_children" ? "pid" : link === "time_for_children" ? "time" : "pid_for_children";
}
