/** Designs that are wrong in what random runs rarely reach: names that are refused or taken, and paths that are nearly right. */
import { NestedRules, nested, nestedCalls, type World } from "../../models/nested.ts";
import { defineModel } from "../../src/domains/containers/define-model.ts";
import type { Model } from "../../src/model/model.ts";
import { type ContainerNumber, ROOT, type TaskNumber } from "../../src/model/numbers.ts";
import type { Outcome } from "../../src/model/outcome.ts";
import { at, living } from "../../src/world/table.ts";
import { childNamed, componentsOf } from "../../src/world/tree.ts";

type Rename = Parameters<NestedRules["rename"]>[1];

const siblingsNamed = (world: World, parent: ContainerNumber | null, pattern: RegExp): string[] =>
  living(world.containers).flatMap((container) => {
    const row = at(world.containers, container);
    return row.parent === parent && pattern.test(row.name) ? [row.name] : [];
  });

/** Carries out a rename that is refused with a given outcome, if the name is of some sort. */
class AcceptingRules extends NestedRules {
  readonly #refused: Outcome;
  readonly #accepts: (name: string) => boolean;

  constructor(refused: Outcome, accepts: (name: string) => boolean) {
    super();
    this.#refused = refused;
    this.#accepts = accepts;
  }

  override rename(world: World, call: Rename): Outcome {
    const outcome = super.rename(world, call);
    const container = this.resolve(world, call.task, call.path);
    if (outcome !== this.#refused || container === undefined || !this.#accepts(call.name)) return outcome;
    at(world.containers, container).name = call.name;
    return "ok";
  }
}

/** Refuses a rename that succeeds, if the name is of some sort. */
class RefusingRules extends NestedRules {
  readonly #outcome: Outcome;
  readonly #refuses: (name: string) => boolean;

  constructor(outcome: Outcome, refuses: (name: string) => boolean) {
    super();
    this.#outcome = outcome;
    this.#refuses = refuses;
  }

  override rename(world: World, call: Rename): Outcome {
    const outcome = super.rename(structuredClone(world), call);
    return outcome === "ok" && this.#refuses(call.name) ? this.#outcome : super.rename(world, call);
  }
}

const isKernelFile = (name: string): boolean => /^cgroup\./.test(name);

const RULES: Readonly<Record<string, NestedRules>> = {
  "rename replaces a sibling of that name": new (class extends NestedRules {
    override rename(world: World, call: Rename): Outcome {
      const outcome = super.rename(world, call);
      const container = this.resolve(world, call.task, call.path);
      if (outcome !== "EEXIST" || container === undefined) return outcome;
      const row = at(world.containers, container);
      const bearer = childNamed(world.containers, row.parent, call.name);
      if (bearer === undefined) return outcome;
      this.killAllIn(world, bearer);
      this.releaseUnused(world);
      row.name = call.name;
      return "ok";
    }
  })(),
  "unnamedK counts on from the highest": new (class extends NestedRules {
    override nameOfNew(world: World, parent: ContainerNumber | null): string {
      const taken = siblingsNamed(world, parent, /^unnamed[1-9]\d*$/);
      return `unnamed${1 + Math.max(0, ...taken.map((name) => Number(name.slice("unnamed".length))))}`;
    }
  })(),
  "exit takes the containers below along": new (class extends NestedRules {
    override exit(world: World, call: { readonly task: TaskNumber }): Outcome {
      const own = this.ownContainer(world, call.task);
      const outcome = super.exit(world, call);
      const isLeft = !living(world.tasks).some((task) => this.ownContainer(world, task) === own);
      if (own !== ROOT && isLeft) this.killAllIn(world, own);
      return outcome;
    }
  })(),
  "a name of 256 bytes is accepted": new AcceptingRules(
    "EINVAL",
    (name) => Buffer.byteLength(name) === 256 && !/[/\0]/.test(name),
  ),
  "a name of two components is accepted": new AcceptingRules("EINVAL", (name) => name === "a/b"),
  "a name of the kernel's files is refused as taken": new RefusingRules("EEXIST", isKernelFile),
  "the name cgroup.procs is refused as bad": new RefusingRules("EINVAL", (name) => name === "cgroup.procs"),
  "a path to one of the kernel's files leads to the container": new (class extends NestedRules {
    override resolve(world: World, task: TaskNumber, path: string): ContainerNumber | undefined {
      const components = path.split("/");
      const isFile = super.resolve(world, task, path) === undefined && isKernelFile(components.at(-1) ?? "");
      return super.resolve(world, task, isFile ? components.slice(0, -1).join("/") || "/" : path);
    }
  })(),
  "paths are blind to case": new (class extends NestedRules {
    override resolve(world: World, task: TaskNumber, path: string): ContainerNumber | undefined {
      const exact = super.resolve(world, task, path);
      if (exact !== undefined || path === "" || path.includes("..")) return exact;
      let here: ContainerNumber | undefined = this.ownContainer(world, task);
      for (const component of componentsOf(path)) {
        const parent: ContainerNumber | undefined = here;
        here = living(world.containers).find((container) => {
          const row = at(world.containers, container);
          return row.parent === parent && row.name.toLowerCase() === component.toLowerCase();
        });
        if (here === undefined) return undefined;
      }
      return here;
    }
  })(),
};

/** The mutants, named by what is wrong with them. */
export const rarelyWrong: readonly (readonly [name: string, mutant: Model])[] = Object.entries(RULES).map(
  ([name, rules]) => [name, defineModel(rules, { ...nested, calls: nestedCalls })],
);
