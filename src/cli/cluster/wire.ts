/** Asks and answers as text: plain data, in which designs, their domains and properties are given by name. */
import { parse, stringify } from "devalue";
import type { Model } from "../../model/model.ts";
import type { Property } from "../../model/property.ts";

/** What a message may give by name. */
export interface Named {
  readonly models: ReadonlyMap<string, Model>;
  readonly properties: ReadonlyMap<string, Property>;
}

/** A message, and the names that it uses. */
export interface Written {
  readonly text: string;
  readonly models: readonly string[];
  readonly properties: readonly string[];
}

/** Writes a message. @throws {Error} if something in it is neither data nor has a name */
export function write(message: unknown, named: Named): Written {
  const models = namesIn(named.models);
  const properties = namesIn(named.properties);
  // A domain goes by the name of a design that has it: its own name may stand for several objects.
  const owners = new Map([...named.models].map(([, model]): [unknown, Model] => [model.domain, model]));
  const text = stringify(message, {
    model: (value: unknown) => models.nameOf(value),
    property: (value: unknown) => properties.nameOf(value),
    domain: (value: unknown) => models.nameOf(owners.get(value)),
  });
  return { text, models: [...models.used], properties: [...properties.used] };
}

/**
 * Reads a message. Its type is up to the caller: both sides run the same version, and whoever can write to the server is trusted with more than this.
 *
 * @throws {Error} if it uses a name that is not known
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
