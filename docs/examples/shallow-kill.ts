/**
 * `shallow-kill`: a `kill` takes the tasks that sit directly in the container, and forgets those further down.
 *
 * It is `nested` with one of its rules replaced: each is a method of NestedRules.
 */
import {
  type ContainerNumber,
  defineModel,
  living,
  NestedRules,
  type NestedWorld,
  nested,
  nestedCalls,
  release,
} from "nsmodel";

class Rules extends NestedRules {
  override killAllIn(world: NestedWorld, container: ContainerNumber): void {
    for (const task of living(world.tasks)) {
      if (this.ownContainer(world, task) === container) release(world.tasks, task);
    }
  }
}

export default defineModel(new Rules(), {
  name: "shallow-kill",
  summary: "a kill that stops at the first level",
  source: "a first quarter of an hour",
  calls: nestedCalls,
  shows: nested.shows,
});
