import { expect, test } from "vitest";
import { NestedRules, nested, nestedCalls } from "../../../models/nested.ts";
import { neverLeaves } from "../../../properties/never-leaves.ts";
import {
  always,
  alwaysEventually,
  defineModel,
  defineProperty,
  eventually,
  leadsTo,
  onEveryStep,
  sometimes,
} from "../../../src/api/containers/define.ts";

const RULES = new NestedRules();
const ABOUT = {
  name: "mine",
  summary: "is mine",
  source: "nowhere",
  calls: nestedCalls,
  shows: ["nsproxies"],
} as const;
const SAID = { name: "mine", claim: "It is so.", source: "nowhere" } as const;
const check = () => "holds" as const;
const isMet = () => true;
const broken = () => "it is not";

// Plain JavaScript can pass anything: hence `never`.
const define = defineModel as (rules: never, about: never) => unknown;

test("a design and properties that are whole are made", () => {
  expect(defineModel(RULES, ABOUT)).toMatchObject({ name: "mine", domain: { name: "containers" } });
  const made = [
    always({ ...SAID, check }),
    onEveryStep({ ...SAID, on: ["fork"], when: "ok", check }),
    sometimes({ ...SAID, check }),
    eventually({ ...SAID, isMet, broken }),
    alwaysEventually({ ...SAID, isMet, broken }),
    leadsTo({ ...SAID, owed: { from: "worlds", isSo: isMet }, isMet, broken }),
    defineProperty({ ...SAID, form: "sometimes", check }),
  ];
  expect(made.map(({ form, domain }) => [form, domain])).toEqual(
    ["always", "on every step", "sometimes", "on runs", "on runs", "on runs", "sometimes"].map((form) => [
      form,
      "containers",
    ]),
  );
});

test.each<readonly [string, unknown, unknown, string]>([
  ["no rules", undefined, ABOUT, "rules: undefined is not an object"],
  ["rules that lack a function", { ...RULES }, ABOUT, "rules.initial: undefined is not a function"],
  [
    "rules in which one is none",
    Object.assign(new NestedRules(), { perform: 1 }),
    ABOUT,
    "rules.perform: 1 is no",
  ],
  ["nothing that is said of it", RULES, undefined, "about: undefined is not an object"],
  ["no name", RULES, { ...ABOUT, name: undefined }, "this is not a design: it lacks name"],
  [
    "a name with a blank",
    RULES,
    { ...ABOUT, name: "my design" },
    "its name is wrong: it must consist of letters",
  ],
  ["no call", RULES, { ...ABOUT, calls: {} }, "its calls is wrong: it must have at least one call"],
  [
    "a feature that there is not",
    RULES,
    { ...ABOUT, shows: ["nsproxy"] },
    'its shows.0 is wrong: it must be one of "',
  ],
  ["no list of features", RULES, { ...ABOUT, shows: undefined }, "it lacks shows: it must be a list"],
  ["a field of which nothing is known", RULES, { ...ABOUT, calls: { go: ["where"] } }, 'the field "where"'],
])("a design with %s is refused", (_, rules, about, message) => {
  const defining = () => define(rules as never, about as never);
  expect(defining).toThrow(TypeError);
  expect(defining).toThrow(message);
});

const MAKERS = { always, onEveryStep, sometimes, eventually, alwaysEventually, leadsTo, defineProperty };

test.each(Object.entries(MAKERS))("%s refuses what is no object, and what lacks something", (_, make) => {
  expect(() => make(null as never)).toThrow(new TypeError("property: null is not an object"));
  expect(() => make("always-enterable" as never)).toThrow('property: "always-enterable" is not an object');
  expect(() => make({ claim: "It is so." } as never)).toThrow(/^this is not a property: it lacks /);
});

test.each<readonly [string, () => unknown, string]>([
  [
    "a check that is none",
    () => always({ ...SAID, check: true as never }),
    "its check is wrong: it must be a function",
  ],
  ["a mistyped check", () => always({ ...SAID, chek: check } as never), "it lacks check"],
  ["calls that are no list", () => onEveryStep({ ...SAID, on: "fork" as never, check }), "its on is wrong"],
  [
    "steps that are none",
    () => onEveryStep({ ...SAID, when: "failed" as never, check }),
    "its when is wrong",
  ],
  ["nothing to tell", () => eventually({ ...SAID, isMet } as never), "it lacks broken"],
  ["nothing that is owed", () => leadsTo({ ...SAID, isMet, broken } as never), "it lacks owed"],
  [
    "a form that there is not",
    () => defineProperty({ ...SAID, form: "never", check } as never),
    "its form is wrong",
  ],
  [
    "a need that there is not",
    () => sometimes({ ...SAID, needs: ["x" as never], check }),
    "its needs.0 is wrong",
  ],
])("a property with %s is refused", (_, make, message) => {
  expect(make).toThrow(TypeError);
  expect(make).toThrow(message);
});

test("those that come with nsmodel would be taken", () => {
  const { form: _, domain: __, ...said } = neverLeaves;
  expect(onEveryStep(said as never)).toMatchObject({ name: "never-leaves" });
  expect(nested.name).toBe("nested");
});
