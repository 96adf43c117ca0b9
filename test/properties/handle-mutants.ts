/** Variants of `handle` that are broken on purpose, each so that a property of handles no longer holds. */
import { HandleRules, type HandleWorld, handleDesign } from "../../models/handle.ts";
import type { ContainerModel } from "../../src/domains/containers/container-model.ts";
import { defineModel } from "../../src/domains/containers/define-model.ts";
import type { NsproxyNumber } from "../../src/model/numbers.ts";
import { nsproxyNumber } from "../../src/model/numbers.ts";
import type { Outcome } from "../../src/model/outcome.ts";
import { at, living } from "../../src/world/table.ts";

const mutant = (summary: string, rules: HandleRules): ContainerModel =>
  defineModel(rules, { ...handleDesign, summary });

class KeepingRules extends HandleRules {
  override isUsed(world: HandleWorld, nsproxy: NsproxyNumber): boolean {
    return world.handles.some((handle) => handle.nsproxy === nsproxy) || super.isUsed(world, nsproxy);
  }
}

export const handleKeeps = mutant("a handle keeps what it names", new KeepingRules());

class KeepingOfOthersRules extends KeepingRules {
  override isUsed(world: HandleWorld, nsproxy: NsproxyNumber): boolean {
    return living(world.tasks).length > 0 && super.isUsed(world, nsproxy);
  }
}

export const handleKeepsOfOthers = mutant(
  "a handle keeps what it names while any task lives",
  new KeepingOfOthersRules(),
);

class PlainNumberRules extends HandleRules {
  override releaseNsproxy(world: HandleWorld, nsproxy: NsproxyNumber): void {
    const names = world.handles.map((handle) => handle.nsproxy);
    super.releaseNsproxy(world, nsproxy);
    world.handles.forEach((handle, index) => {
      handle.nsproxy = names[index] ?? null;
    });
  }

  override enterHandle(world: HandleWorld, call: Parameters<HandleRules["enterHandle"]>[1]): Outcome {
    const named = world.handles.find(({ name }) => name === call.handle)?.nsproxy;
    if (named != null && !living(world.nsproxies).includes(named)) return "ESTALE";
    return super.enterHandle(world, call);
  }
}

/** As Linux 2.6.24 named its cgroups. */
export const handleIsANumber = mutant(
  "a handle is a number, which comes round again",
  new PlainNumberRules(),
);

class MovingRules extends HandleRules {
  override take(
    world: HandleWorld,
    call: Parameters<HandleRules["take"]>[1],
    scope: Parameters<HandleRules["take"]>[2],
  ) {
    const outcome = super.take(world, call, scope);
    const named = world.handles.find(({ name }) => name === call.handle)?.nsproxy;
    if (outcome === "ok" && named != null) at(world.tasks, call.task).nsproxy = named;
    return outcome;
  }
}

export const takeEnters = mutant("take enters what it takes a handle of", new MovingRules());

class RootRules extends HandleRules {
  override enterHandle(world: HandleWorld, call: Parameters<HandleRules["enterHandle"]>[1]): Outcome {
    const outcome = super.enterHandle(world, call);
    const [lowest = nsproxyNumber(1)] = living(world.nsproxies);
    if (outcome === "ok") at(world.tasks, call.task).nsproxy = lowest;
    return outcome;
  }
}

export const enterGoesElsewhere = mutant("enter enters the nsproxy of the lowest number", new RootRules());

class TakesTheFirstRules extends HandleRules {
  override take(
    world: HandleWorld,
    call: Parameters<HandleRules["take"]>[1],
    scope: Parameters<HandleRules["take"]>[2],
  ) {
    const outcome = super.take(world, call, scope);
    const taken = world.handles.find(({ name }) => name === call.handle);
    const [lowest = nsproxyNumber(1)] = living(world.nsproxies);
    if (outcome === "ok" && taken !== undefined) taken.nsproxy = lowest;
    return outcome;
  }
}

export const takeNamesAnother = mutant(
  "take names the nsproxy of the lowest number",
  new TakesTheFirstRules(),
);
