/**
 * `leave-on-kernel`: the example `leave`, with a manager, which carries its call out on today's kernel.
 */
import {
  type ContainerScope,
  type Kernel,
  type Manager,
  NestedManager,
  nestedManager,
  type Operation,
  type Process,
  parentOf,
} from "nsmodel";
import leave from "./leave.ts";

class LeaveManager extends NestedManager {
  protected override carryOut(operation: Operation, process: Process) {
    return operation.op === "leave" ? this.leave(process, operation) : super.carryOut(operation, process);
  }

  async leave(process: Process, { task }: Operation) {
    const own = await this.ownDirectory(process); // by /proc/PID/cgroup
    if (own === this.kernel.root) return "EBUSY";

    const outcome = await this.enter(process, parentOf(own), [], task); // ENXIO where nobody is there
    if (outcome === "ok") await this.releaseUnused();
    return outcome;
  }
}

const manager: Manager = {
  name: "leave",
  keeps: nestedManager.keeps,
  start: (kernel: Kernel, scope: ContainerScope) => new LeaveManager(kernel, scope),
};

export default { ...leave, name: "leave-on-kernel", manager };
