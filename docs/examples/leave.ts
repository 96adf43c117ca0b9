/**
 * `leave`: what if a task could leave its container again?
 *
 * It is `nested` with one more call: `leave(t)` takes t to the container in which its own stands. From the root: EBUSY. Where nobody
 * sits there any more: ENXIO.
 */
import {
  at,
  type Call,
  type ContainerOperationOf,
  type ContainerScope,
  defineModel,
  NestedRules,
  type NestedWorld,
  nested,
  nestedCalls,
  type Outcome,
} from "nsmodel";

const calls = { ...nestedCalls, leave: [] } as const;

class LeaveRules extends NestedRules {
  override perform(
    world: NestedWorld,
    operation: ContainerOperationOf<typeof calls>,
    scope: ContainerScope,
  ): Outcome {
    return operation.op === "leave" ? this.leave(world, operation) : super.perform(world, operation, scope);
  }

  leave(world: NestedWorld, { task }: Call): Outcome {
    const { parent } = at(world.containers, this.ownContainer(world, task));
    if (parent === null) return "EBUSY";
    const { nsproxy } = at(world.containers, parent);
    if (nsproxy === null) return "ENXIO";

    at(world.tasks, task).nsproxy = nsproxy;
    return "ok";
  }
}

export default defineModel<NestedWorld, typeof calls>(new LeaveRules(), {
  name: "leave",
  summary: "nested, and a task may go up again",
  source: "an example of the documentation",
  calls,
  shows: nested.shows,
});
