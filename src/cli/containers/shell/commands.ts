import type { ContainerModel } from "../../../domains/containers/container-model.ts";
import { callCommand } from "./call-command.ts";
import type { ShellCommand } from "./command.ts";
import { as } from "./commands/as.ts";
import { callByName } from "./commands/call.ts";
import { cat } from "./commands/cat.ts";
import { cd } from "./commands/cd.ts";
import { changes } from "./commands/changes.ts";
import { clear } from "./commands/clear.ts";
import { exit } from "./commands/exit.ts";
import { fork } from "./commands/fork.ts";
import { help } from "./commands/help.ts";
import { history } from "./commands/history.ts";
import { ln } from "./commands/ln.ts";
import { load } from "./commands/load.ts";
import { ls } from "./commands/ls.ts";
import { mv } from "./commands/mv.ts";
import { names } from "./commands/names.ts";
import { ps } from "./commands/ps.ts";
import { pwd } from "./commands/pwd.ts";
import { quit } from "./commands/quit.ts";
import { redo } from "./commands/redo.ts";
import { rm } from "./commands/rm.ts";
import { rmdir } from "./commands/rmdir.ts";
import { save } from "./commands/save.ts";
import { tar } from "./commands/tar.ts";
import { tree } from "./commands/tree.ts";
import { undo } from "./commands/undo.ts";
import { unshare } from "./commands/unshare.ts";

/** The shell's own commands, in the order in which help lists them. */
const COMMANDS: readonly ShellCommand[] = [
  fork,
  unshare,
  ln,
  mv,
  rm,
  rmdir,
  tar,
  exit,
  callByName,
  as,
  ls,
  cat,
  cd,
  pwd,
  ps,
  tree,
  names,
  undo,
  redo,
  history,
  changes,
  save,
  load,
  clear,
  help,
  quit,
];

/** The commands for a design: the shell's own, and the design's other calls by their own names. */
export function commandsFor(model: ContainerModel): readonly ShellCommand[] {
  const own = Object.entries(model.calls).filter(([op]) => COMMANDS.every(({ name }) => name !== op));
  return [...COMMANDS, ...own.map(([op, fields]) => callCommand(model, op, fields))];
}
