import type { ContainerNumber, TaskNumber } from "../../model/numbers.ts";
import { columns, LINE } from "../../text/columns.ts";
import { type Paint, plain } from "../../text/paint.ts";
import { quoted, shortened } from "../../text/printable.ts";
import type { ContainerObservation } from "./observation.ts";
import { tasksInWords } from "./place.ts";

const WIDEST_NAME = 30;
const GAP = 2;
const UNSEEN = "-";

/** Viewers who see the same, and how they name each container, in order of number. */
interface Column {
  readonly head: string;
  readonly cells: readonly string[];
}

/**
 * How each live task names each container: a row for each container, a column for the tasks that see the same (N3). "-" marks
 * a container that is not in view (N4). The machine's administrator sees the first column, whoever lives.
 *
 * @param width how many characters a line may have. Columns that do not fit go below
 */
export function viewers(world: ContainerObservation, paint: Paint = plain, width: number = LINE): string {
  const containers = [...world.containers.keys()];
  const rows: Column = { head: "container", cells: containers.map(String) };
  const blocks = inBlocks(viewColumns(world, containers), width - widthOf(rows));
  return blocks.map((block) => drawn([rows, ...block], containers.length, paint)).join("\n\n");
}

function viewColumns(world: ContainerObservation, containers: readonly ContainerNumber[]): Column[] {
  const groups = new Map<string, { tasks: TaskNumber[]; cells: string[] }>();
  const root = containers.map((container) => cell(world.rootPath(container)));
  groups.set(JSON.stringify(root), { tasks: [], cells: root });
  for (const task of world.tasks.keys()) {
    const cells = containers.map((container) => cell(world.path(task, container)));
    const group = groups.get(JSON.stringify(cells)) ?? { tasks: [], cells };
    group.tasks.push(task);
    groups.set(JSON.stringify(cells), group);
  }
  return [...groups.values()].map(({ tasks, cells }, index) => ({
    head: [...(index === 0 ? ["the root"] : []), ...(tasks.length === 0 ? [] : [tasksInWords(tasks)])].join(
      ", ",
    ),
    cells,
  }));
}

const cell = (path: string | undefined): string =>
  path === undefined ? UNSEEN : shortened(quoted(path), WIDEST_NAME);

/** Columns side by side as long as they fit on a line, the rest below. */
function inBlocks(all: readonly Column[], width: number): Column[][] {
  const blocks: Column[][] = [];
  let room = 0;
  for (const column of all) {
    room -= GAP + widthOf(column);
    if (room < 0) {
      blocks.push([]);
      room = width - GAP - widthOf(column);
    }
    blocks.at(-1)?.push(column);
  }
  return blocks;
}

const widthOf = ({ head, cells }: Column): number =>
  Math.max(head.length, ...cells.map((text) => [...text].length));

function drawn(block: readonly Column[], height: number, paint: Paint): string {
  const rows = Array.from({ length: height }, (_, row) => block.map(({ cells }) => cells[row] ?? ""));
  return columns([block.map(({ head }) => paint("dim", head)), ...rows]);
}
