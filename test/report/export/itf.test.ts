import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { writeHistory } from "../../../src/history/write-history.ts";
import { fromItf, itfValue, NoTrace, toItf } from "../../../src/report/export/itf.ts";
import { DisagreesWithDesign } from "../../../src/report/export/steps.ts";
import { CORPUS, fromCorpus, recorded } from "./corpus.ts";

test("every history of the corpus comes back as it was", () => {
  expect(CORPUS.length).toBeGreaterThan(200);
  for (const [file, history] of CORPUS) {
    const { model, scope, entries, about } = history;
    expect(fromItf(toItf(history)), file).toBe(writeHistory(model, scope, entries(), about));
  }
});

test("what a history is there for comes back, whatever it says", () => {
  const history = fromCorpus("fork-ok.jsonl");
  const { model, scope, entries } = history;
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (about) => {
      expect(fromItf(toItf({ ...history, about }))).toBe(writeHistory(model, scope, entries(), about));
    }),
  );
});

test("the line where a loop begins stays where it is among what is expected", () => {
  const lines = [
    '{"format":"nsmodel-history","version":1,"model":"nested","scope":{"tasks":2,"containers":2,"kinds":["uts"],"names":[]}}',
    '{"op":"fork","task":1,"outcome":"ok"}',
    '{"expect":{"alive":[1,2]}}',
    '{"loop":true}',
    '{"expect":{"alive":[1,2]}}',
    '{"op":"exit","task":2,"outcome":"ok"}',
    '{"op":"fork","task":1,"outcome":"ok"}',
  ];
  const text = `${lines.join("\n")}\n`;
  expect(fromItf(toItf(recorded(new TextEncoder().encode(text))))).toBe(text);
});

test("a state has what happened, what is there then, and what is expected of it", () => {
  const lines = [
    '{"format":"nsmodel-history","version":1,"model":"flat","scope":{"tasks":2,"containers":2,"kinds":["uts"],"names":[]}}',
    '{"op":"fork","task":1,"outcome":"ok"}',
    '{"expect":{"alive":[1,2]}}',
  ];
  const { vars, states } = JSON.parse(toItf(recorded(new TextEncoder().encode(`${lines.join("\n")}\n`))));
  expect(vars).toEqual(["event", "world"]);
  expect(states).toHaveLength(2);
  expect(states[0].event).toEqual({ tag: "None", value: { "#tup": [] } });
  expect(states[1]["#meta"]).toEqual({ index: 1, expect: [{ alive: [1, 2] }] });
  expect(states[1].event).toEqual({
    tag: "Some",
    value: { op: "fork", task: { "#bigint": "1" }, outcome: "ok" },
  });
  expect(states[1].world.tasks.map(({ number }: { number: unknown }) => number)).toEqual([
    { "#bigint": "1" },
    { "#bigint": "2" },
  ]);
});

test("a value has no number and nothing empty that a reader of ITF could not take", () => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
      const written = JSON.stringify(itfValue(value));
      const bare = JSON.parse(written, (_, inner) => {
        expect(inner === null || typeof inner === "number").toBe(false);
        return inner;
      });
      expect(JSON.stringify(bare)).toBe(written);
    }),
  );
});

test("what the design does not do is not handed on", () => {
  const history = fromCorpus("message.jsonl");
  const false_ = writeHistory(history.model, history.scope, history.entries()).replace(
    '"outcome":"ok"',
    '"outcome":"EAGAIN"',
  );
  expect(() => toItf(recorded(new TextEncoder().encode(false_)))).toThrow(DisagreesWithDesign);
});

describe("what is no trace of a history is refused, and where", () => {
  const trace = JSON.parse(toItf(fromCorpus("message.jsonl")));
  const [first, second] = trace.states;
  test.each([
    ["no JSON", "{", /^it is not JSON/],
    ["a text", '"states"', /^it is not a trace/],
    ["a list", "[]", /^#meta is missing/],
    ["no meta", JSON.stringify({ states: trace.states }), /^#meta is missing/],
    ["no design", JSON.stringify({ ...trace, "#meta": {} }), /#meta.nsmodel/],
    ["no states", JSON.stringify({ ...trace, states: [] }), /^states is empty/],
    ["a state without an event", JSON.stringify({ ...trace, states: [{}] }), /^states.0.event/],
    [
      "an event before the first state",
      JSON.stringify({ ...trace, states: [second] }),
      /nothing comes before/,
    ],
    [
      "deep",
      `${"[".repeat(50_000)}${"]".repeat(50_000)}`,
      /^lists and objects are nested more than 100 deep$/,
    ],
    [
      "an expectation for an event",
      JSON.stringify({
        ...trace,
        states: [first, { event: { tag: "Some", value: { expect: { alive: [1] } } } }],
      }),
      /^states\.1\.event/,
    ],
    [
      "a loop for an event",
      JSON.stringify({ ...trace, states: [first, { event: { tag: "Some", value: { loop: true } } }] }),
      /^states\.1\.event/,
    ],
    [
      "a key twice",
      JSON.stringify(trace).replace('"op":"', '"op":"exit","op":"'),
      /^the key "op" occurs twice$/,
    ],
    ["none later", JSON.stringify({ ...trace, states: [first, first] }), /^states.1.event is None/],
  ])("%s", (_, text, words) => {
    expect(() => fromItf(text)).toThrow(NoTrace);
    expect(() => fromItf(text)).toThrow(words);
  });

  test.each(["0x1", "1e3", "1.0", " 1", "", "one", 1, null])("the number %j", (held) => {
    const value = { ...second.event.value, task: { "#bigint": held } };
    const states = [first, { ...second, event: { tag: "Some", value } }];
    expect(() => fromItf(JSON.stringify({ ...trace, states }))).toThrow(/is not a decimal integer$/);
  });
});

test("numbers, sets and tuples of other tools are read", () => {
  const trace = {
    "#meta": { nsmodel: { format: "nsmodel-history" } },
    states: [
      { event: { tag: "None", value: {} } },
      {
        event: {
          tag: "Some",
          value: { op: "unshare", task: 1, kinds: { "#set": ["uts"] }, to: { "#tup": [2] } },
        },
      },
    ],
  };
  expect(fromItf(JSON.stringify(trace)).split("\n")[1]).toBe(
    '{"op":"unshare","task":1,"kinds":["uts"],"to":[2]}',
  );
});

test.each(["__proto__", "constructor", "prototype"])(
  "a field %s is handed on, so that it is refused",
  (field) => {
    const text = `{
    "#meta": { "nsmodel": { "format": "nsmodel-history", "${field}": 1 } },
    "states": [
      { "event": { "tag": "None" }, "#meta": { "expect": [{ "alive": [1], "${field}": 2 }] } },
      { "event": { "tag": "Some", "value": { "op": "fork", "task": 1, "${field}": 3 } } }
    ]
  }`;
    expect(fromItf(text)).toBe(
      [
        `{"format":"nsmodel-history","${field}":1}`,
        `{"expect":{"alive":[1],"${field}":2}}`,
        `{"op":"fork","task":1,"${field}":3}`,
        "",
      ].join("\n"),
    );
  },
);
