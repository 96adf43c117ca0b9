import type { NumberedWorlds } from "./numbered-worlds.ts";

/** Takes the numberings of worlds to those of the worlds after a step. */
export interface RenumberCode {
  /**
   * Writes a numbering for each.
   *
   * @param tables see `OrderTables`
   * @param steps at `at` it stands where the table of each sort begins
   * @param from where the numberings begin
   */
  renumber(
    tables: Int32Array,
    steps: Int32Array,
    at: number,
    numberings: Int32Array,
    from: number,
    count: number,
    after: Int32Array,
  ): void;
  /** The same, but keeps of the numbering that is there already and the new one the lesser. */
  keepLesser: RenumberCode["renumber"];
}

/** Makes it for so many sorts, by straight-line code as `codecOf` does. */
export function renumberCodeOf(fields: NumberedWorlds["fields"]): RenumberCode {
  const tables = fields.map((_, sort) => `const t${sort} = s[at + ${sort}];`).join(" ");
  const parts = fields.map(({ shift, bits }, sort) => `t[t${sort} + (x >>> ${shift} & ${2 ** bits - 1})]`);
  const loop = (body: string) => `(t, s, at, v, from, count, after) {
  ${tables}
  for (let i = 0; i < count; i++) {
    const x = v[from + i], y = ${parts.join(" + ") || "x"};
    ${body}
  }
}`;
  // The code is made here from where bits stand, and from nothing that anyone typed in.
  const make = new Function(`"use strict"; return {
  renumber${loop("after[i] = y;")},
  keepLesser${loop("if (y < after[i]) after[i] = y;")},
};`) as () => RenumberCode;
  return make();
}
