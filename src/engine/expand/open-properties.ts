import type { Model } from "../../model/model.ts";
import type { Outcome } from "../../model/outcome.ts";
import {
  type Always,
  isAbout,
  type OnEveryStep,
  type PointProperty,
  type Sometimes,
  whyNotApplicable,
} from "../../model/property.ts";
import type { Scope } from "../../model/scope.ts";
import { pointFormOf } from "../forms/form-of.ts";
import type { AskedProperties, AskedProperty } from "../forms/point-form.ts";

/** A property, and its index among those of the search. */
export interface IndexedProperty {
  readonly property: PointProperty;
  readonly index: number;
}

/** How a call can end, as far as properties distinguish: whether it was refused, and whether it changed the state (`undefined` if that depends on who shares). */
const ENDS: readonly { readonly isRefused: boolean; readonly isChanged: boolean | undefined }[] = [
  { isRefused: false, isChanged: false },
  { isRefused: false, isChanged: true },
  { isRefused: false, isChanged: undefined },
  { isRefused: true, isChanged: false },
  { isRefused: true, isChanged: true },
  { isRefused: true, isChanged: undefined },
];

/** The index of an end in `ENDS`. */
function endOf(outcome: Outcome, isChanged: boolean | undefined): number {
  return (outcome === "ok" ? 0 : 3) + (isChanged === undefined ? 2 : isChanged ? 1 : 0);
}

/** The properties to check on a level, by what they are about. */
export class OpenProperties {
  readonly areNone: boolean;
  /** Whether none is about steps: then no call need be carried out for them. */
  readonly areAboutWorldsAlone: boolean;
  readonly aboutWorlds: readonly AskedProperty<Always | Sometimes>[];
  /** For each operation and each end of a call (see `endOf`), the properties about such a step. */
  readonly #aboutSteps: readonly (readonly AskedProperty<OnEveryStep>[])[];

  /** @param operations the names of the design's operations, in the order of their indexes */
  constructor(properties: readonly IndexedProperty[], operations: Iterable<string>) {
    const asked: AskedProperties = { aboutWorlds: [], aboutSteps: [] };
    for (const { property, index } of properties) pointFormOf(property).addTo(asked, index);
    this.areNone = properties.length === 0;
    this.areAboutWorldsAlone = asked.aboutSteps.length === 0;
    this.aboutWorlds = asked.aboutWorlds;
    this.#aboutSteps = [...operations].flatMap((op) =>
      ENDS.map(({ isRefused, isChanged }) =>
        asked.aboutSteps.filter(({ property }) =>
          isChanged === undefined
            ? isAbout(property, op, isRefused, true) || isAbout(property, op, isRefused, false)
            : isAbout(property, op, isRefused, isChanged),
        ),
      ),
    );
  }

  /**
   * The properties that may be about a call of this operation that ends this way. If there are none, the state after it need not be examined.
   *
   * @param isChanged whether the state after it is another; `undefined` if that depends on who shares opaque values
   */
  aboutStep(
    operation: number,
    outcome: Outcome,
    isChanged: boolean | undefined,
  ): readonly AskedProperty<OnEveryStep>[] {
    return this.#aboutSteps[operation * ENDS.length + endOf(outcome, isChanged)] ?? [];
  }
}

/** The given properties that apply to a design and are wanted. */
export function openPropertiesOf(
  model: Model,
  properties: readonly PointProperty[],
  scope: Scope,
  isWanted: (index: number, property: PointProperty) => boolean = () => true,
): OpenProperties {
  const open = properties.flatMap((property, index) =>
    whyNotApplicable(property, model, scope) === undefined && isWanted(index, property)
      ? [{ property, index }]
      : [],
  );
  return new OpenProperties(open, Object.keys(model.calls));
}
