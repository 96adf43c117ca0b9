/** A user-defined design that adds whatever a design can: calls with their own fields, errnos, and state in tasks and in its world. */
import {
  type ContainerModel,
  type ContainerOperationOf,
  type ContainerScope,
  defineModel,
  type Field,
  find,
  NestedRules,
  type NestedWorld,
  nested,
  nestedCalls,
  type Outcome,
  oneOf,
  referenceOr,
  type Shape,
  treeShape,
  type Values,
} from "../../../src/index.ts";

const calls = { ...nestedCalls, brand: ["who", "marks", "weight"], ring: ["tone"] } as const;
const fields = {
  who: { is: "task" },
  marks: { is: "some of", values: ["red", "blue"] },
  weight: { is: "number", from: 0, isOptional: true },
  tone: { is: "one of", values: ["high", "low"] },
} as const satisfies Record<string, Field>;

type Operation = ContainerOperationOf<typeof calls, Values<typeof fields>>;

class BadgeRules extends NestedRules {
  override initial(scope: ContainerScope): NestedWorld {
    return Object.assign(branded(super.initial(scope)), { bell: null });
  }

  override shape(scope: ContainerScope): Shape {
    return treeShape(scope, {
      task: { brand: oneOf(false, true), by: referenceOr(null, "task", scope.tasks) },
      world: { bell: oneOf(null, "high", "low") },
    });
  }

  override perform(world: NestedWorld, operation: Operation, scope: ContainerScope): Outcome {
    if (operation.op === "ring") return this.ring(world, operation.tone);
    if (operation.op === "brand") return this.brand(world, operation);
    const outcome = super.perform(world, operation, scope);
    branded(world);
    return outcome;
  }

  override releaseUnused(world: NestedWorld): void {
    super.releaseUnused(world);
    for (const row of world.tasks)
      if (row && "by" in row && !world.tasks[Number(row.by)]) Object.assign(row, { by: null });
  }

  ring(world: NestedWorld, tone: "high" | "low"): Outcome {
    if ("bell" in world && world.bell === tone) return "EALREADY";
    Object.assign(world, { bell: tone });
    return "ok";
  }

  brand(world: NestedWorld, { task, who, marks }: Extract<Operation, { op: "brand" }>): Outcome {
    const row = find(world.tasks, who);
    if (row === undefined) return "ESRCH";
    if (marks.length > 1) return "EDOM";
    Object.assign(row, { brand: marks.includes("red"), by: task });
    return "ok";
  }
}

/** Gives each new task the state "not branded". */
function branded(world: NestedWorld): NestedWorld {
  for (const row of world.tasks) if (row && !("brand" in row)) Object.assign(row, { brand: false, by: null });
  return world;
}

export const badge: ContainerModel = defineModel<NestedWorld, typeof calls, typeof fields>(new BadgeRules(), {
  name: "badge",
  summary: "nested, and tasks are branded",
  source: "a test",
  calls,
  fields,
  errnos: { EDOM: "too many marks", EALREADY: "it rings so already" },
  own: { tasks: ["brand", "by"], world: ["bell"] },
  shows: nested.shows,
});
