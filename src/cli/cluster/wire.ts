/** What is asked and answered, as text: data, with designs, their domains and properties by names. */
import { parse, stringify } from "devalue";
import type { Model } from "../../model/model.ts";
import type { Property } from "../../model/property.ts";

/** What may stand in a message by its name. */
export interface Named {
  readonly models: ReadonlyMap<string, Model>;
  readonly properties: ReadonlyMap<string, Property>;
}

/** A message, and whose names stand in it. */
export interface Written {
  readonly text: string;
  readonly models: readonly string[];
  readonly properties: readonly string[];
}

/** Writes a message. @throws {Error} where something in it is neither data nor has a name */
export function write(message: unknown, named: Named): Written {
  const models = namesIn(named.models);
  const properties = namesIn(named.properties);
  // A domain bears the name of a design of it: those with calls of their own each have one of theirs.
  const owners = new Map([...named.models].map(([, model]): [unknown, Model] => [model.domain, model]));
  const text = stringify(message, {
    model: (value: unknown) => models.nameOf(value),
    property: (value: unknown) => properties.nameOf(value),
    domain: (value: unknown) => models.nameOf(owners.get(value)),
  });
  return { text, models: [...models.used], properties: [...properties.used] };
}

/**
 * Reads a message. Who calls says what it is: both sides are of one version, and who can write to the server is trusted with more than this.
 *
 * @throws {Error} where it names what is not known
 */
export function read(text: string, named: Named): unknown {
  const find = <One>(known: ReadonlyMap<string, One>) => {
    return (name: string): One => {
      const found = known.get(name);
      if (found === undefined) throw new Error(`a message names ${name}, which is not known here`);
      return found;
    };
  };
  const model = find(named.models);
  return parse(text, {
    model,
    property: find(named.properties),
    domain: (name: string) => model(name).domain,
  });
}

function namesIn(known: ReadonlyMap<string, object>) {
  const names = new Map([...known].map(([name, one]): [unknown, string] => [one, name]));
  const used = new Set<string>();
  const nameOf = (value: unknown): string | undefined => {
    const name = names.get(value);
    if (name !== undefined) used.add(name);
    return name;
  };
  return { used, nameOf };
}
