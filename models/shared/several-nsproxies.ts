/**
 * Containers that keep several nsproxies, in the order in which they were made. The first is the one that is entered.
 *
 * Where the text is silent: an image records that order too, so a copy of a container is entered in the same way as the original.
 */
import type { Image, ImageContainer } from "../../src/domains/containers/image.ts";
import type { Namespaces } from "../../src/domains/containers/observation.ts";
import { membersOf } from "../../src/domains/containers/record.ts";
import type { ContainerScope } from "../../src/domains/containers/scope.ts";
import { treeShape } from "../../src/domains/containers/tree-shape.ts";
import type { Kind } from "../../src/model/kind.ts";
import type { ContainerNumber, NsproxyNumber } from "../../src/model/numbers.ts";
import { list, reference, type Shape } from "../../src/model/shape.ts";
import { nth } from "../../src/world/nth.ts";
import { add, at, living, release, type Table, tableOf } from "../../src/world/table.ts";
import { type Container, NestedRules, type World } from "../nested.ts";

interface SharedContainer extends Container {
  /** The nsproxies after the first, in the order in which they were made. */
  others: NsproxyNumber[];
}

export interface SeveralWorld extends World {
  containers: Table<ContainerNumber, SharedContainer>;
}

/** An image that also records the order of each container's nsproxies. */
interface OrderedImage extends Image {
  readonly containers: readonly (ImageContainer & { readonly nsproxies: readonly number[] })[];
}

/** `nested` with several nsproxies in a container. */
export class SeveralNsproxiesRules extends NestedRules {
  override initial(scope: ContainerScope): SeveralWorld {
    const world = super.initial(scope);
    const rows = living(world.containers).map((container) => at(world.containers, container));
    return { ...world, containers: tableOf(...rows.map((row) => ({ ...row, others: [] }))) };
  }

  override shape(scope: ContainerScope): Shape {
    const { tasks } = scope;
    return treeShape(scope, {
      container: { others: list(tasks, reference("nsproxy", tasks + 1)) },
      imageContainer: { nsproxies: list(tasks, reference("nsproxy", tasks)) },
    });
  }

  override addContainer(world: SeveralWorld, parent: ContainerNumber | null, name: string): ContainerNumber {
    return add(world.containers, { parent, name, nsproxy: null, others: [] });
  }

  override addNsproxy(
    world: SeveralWorld,
    container: ContainerNumber,
    namespaces: Namespaces,
  ): NsproxyNumber {
    const row = at(world.containers, container);
    const nsproxy = add(world.nsproxies, { container, namespaces: { ...namespaces } });
    keep(row, [...nsproxiesOf(row), nsproxy]);
    return nsproxy;
  }

  override releaseNsproxy(world: SeveralWorld, nsproxy: NsproxyNumber): void {
    const row = at(world.containers, at(world.nsproxies, nsproxy).container);
    keep(
      row,
      nsproxiesOf(row).filter((other) => other !== nsproxy),
    );
    release(world.nsproxies, nsproxy);
  }

  override record(
    world: SeveralWorld,
    top: ContainerNumber,
    kinds: readonly Kind[],
  ): OrderedImage | undefined {
    const image = super.record(world, top, kinds);
    if (image === undefined) return undefined;
    const members = membersOf(world, top);
    const containers = image.containers.map((row, index) => {
      const order = nsproxiesOf(at(world.containers, nth(members.containers, index + 1)));
      return { ...row, nsproxies: order.map((nsproxy) => members.nsproxies.indexOf(nsproxy) + 1) };
    });
    return { ...image, containers };
  }

  override restoreNsproxies(
    world: SeveralWorld,
    image: OrderedImage,
    containers: readonly ContainerNumber[],
    namespaces: readonly Namespaces[],
  ): NsproxyNumber[] {
    const made = super.restoreNsproxies(world, image, containers, namespaces);
    image.containers.forEach(({ nsproxies }, index) => {
      const row = at(world.containers, nth(containers, index + 1));
      keep(
        row,
        nsproxies.map((number) => nth(made, number)),
      );
    });
    return made;
  }
}

function nsproxiesOf({ nsproxy, others }: SharedContainer): NsproxyNumber[] {
  return nsproxy === null ? [] : [nsproxy, ...others];
}

function keep(row: SharedContainer, [first, ...others]: readonly NsproxyNumber[]): void {
  row.nsproxy = first ?? null;
  row.others = others;
}
