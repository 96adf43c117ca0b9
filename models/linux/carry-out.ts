/** Which function carries out which call, and what is released after it. */
import type { LinuxCall, LinuxOperation, OperationOfCall } from "../../src/domains/linux/operations.ts";
import type { LinuxScope } from "../../src/domains/linux/scope.ts";
import { clone, thread, vfork } from "./clone.ts";
import { drop, map, setuid } from "./credentials.ts";
import { close, nsfile, parent, setnsFile, socket, sockns, userns } from "./files.ts";
import { handle, open, setnsHandle } from "./handles.ts";
import { exit, kill, subreaper, wait } from "./kill.ts";
import { list } from "./list.ts";
import { bind, unbind } from "./mounts.ts";
import { releaseUnused } from "./namespaces.ts";
import type { Result } from "./refusals.ts";
import { setns, setnsFd } from "./setns.ts";
import { releaseUnshared } from "./sharing.ts";
import { unshare } from "./unshare.ts";
import { type Caller, callerOf, type World } from "./world.ts";

/** Carries out a call of a live task, or refuses it. */
type Perform<Op extends LinuxCall> = (
  world: World,
  operation: OperationOfCall<Op>,
  caller: Caller,
  scope: LinuxScope,
) => Result;

const PERFORM: { readonly [Op in LinuxCall]: Perform<Op> } = {
  clone,
  vfork,
  unshare,
  setns,
  setns_fd: setnsFd,
  exit,
  kill,
  wait,
  map,
  drop,
  setuid,
  subreaper,
  thread,
  handle,
  open,
  setns_handle: setnsHandle,
  nsfile,
  setns_file: setnsFile,
  close,
  socket,
  sockns,
  userns,
  parent,
  bind,
  unbind,
  list,
};

/** Carries out an operation by changing the world in place, or says which refusal it meets. */
export function carryOut(world: World, operation: LinuxOperation, scope: LinuxScope): Result {
  const caller = callerOf(world, operation.task);
  if (caller === undefined) return "no caller";
  const result = perform(operation.op, world, operation, caller, scope);
  if (result === "ok") {
    releaseUnshared(world);
    releaseUnused(world);
  }
  return result;
}

function perform<Op extends LinuxCall>(
  op: Op,
  world: World,
  operation: LinuxOperation,
  caller: Caller,
  scope: LinuxScope,
): Result {
  // An operation has the type of the call that it names, which the compiler cannot follow through a table.
  return PERFORM[op](world, operation as OperationOfCall<Op>, caller, scope);
}
