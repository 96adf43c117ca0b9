/**
 * `seal`: what if a container could be sealed, so that nobody enters it any more?
 *
 * It is `nested` with one more call: `seal(t, path, mode)` seals the container that the path names (`shut`), or opens it again (`open`). It is so
 * already: `EALREADY`. To enter a sealed container is refused with `EPERM`.
 *
 * The call, its field, its errnos and the flag are the design's own: each is declared once, and is seen everywhere.
 */
import {
  add,
  at,
  type Call,
  type ContainerNumber,
  type ContainerOperationOf,
  type ContainerScope,
  defineModel,
  type Field,
  NestedRules,
  type NestedWorld,
  nested,
  nestedCalls,
  type Outcome,
  oneOf,
  type Shape,
  treeShape,
  type Values,
} from "nsmodel";

const calls = { ...nestedCalls, seal: ["path", "mode"] } as const;

/** What a field of the design's own holds: so a search knows what to try, and a history what may stand there. */
const fields = { mode: { is: "one of", values: ["shut", "open"] } } as const satisfies Record<string, Field>;

type Operation = ContainerOperationOf<typeof calls, Values<typeof fields>>;

type Container = NonNullable<NestedWorld["containers"][number]>;

/** A container of this design has one thing more than one of `nested`. */
interface Sealable extends Container {
  sealed: boolean;
}

class SealRules extends NestedRules {
  override initial(scope: ContainerScope): NestedWorld {
    const world = super.initial(scope);
    world.containers = world.containers.map((row) => row && sealable(row));
    return world;
  }

  override shape(scope: ContainerScope): Shape {
    return treeShape(scope, { container: { sealed: oneOf(false, true) } });
  }

  override addContainer(world: NestedWorld, parent: ContainerNumber, name: string): ContainerNumber {
    return add(world.containers, sealable({ parent, name, nsproxy: null }));
  }

  override perform(world: NestedWorld, operation: Operation, scope: ContainerScope): Outcome {
    return operation.op === "seal" ? this.seal(world, operation) : super.perform(world, operation, scope);
  }

  override setns(world: NestedWorld, call: Call<"path">, scope: ContainerScope): Outcome {
    const container = this.resolve(world, call.task, call.path);
    const isShut = container !== undefined && isSealed(at(world.containers, container));
    return isShut && container !== this.ownContainer(world, call.task)
      ? "EPERM"
      : super.setns(world, call, scope);
  }

  seal(world: NestedWorld, { task, path, mode }: Extract<Operation, { op: "seal" }>): Outcome {
    const container = this.resolve(world, task, path);
    if (container === undefined) return "ENOENT";
    const row = at(world.containers, container);
    if (isSealed(row) === (mode === "shut")) return "EALREADY";
    Object.assign(row, { sealed: mode === "shut" });
    return "ok";
  }
}

const sealable = (row: Container): Sealable => ({ ...row, sealed: false });
const isSealed = (row: Container): boolean => "sealed" in row && row.sealed === true;

export default defineModel<NestedWorld, typeof calls, typeof fields>(new SealRules(), {
  name: "seal",
  summary: "nested, and a container can be sealed",
  source: "an example of the documentation",
  calls,
  fields,
  errnos: { EPERM: "the container is sealed", EALREADY: "it is so already" },
  own: { containers: ["sealed"] },
  shows: nested.shows,
});
