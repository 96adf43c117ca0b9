import type { OperationField, OperationFields } from "../../model/operation.ts";
import { unreachable } from "../../model/unreachable.ts";
import { counted } from "../../report/words.ts";
import { call, callerOf, misused } from "./call.ts";
import type { Context, ShellCommand } from "./command.ts";
import { kindsFrom, kindWords } from "./kinds.ts";
import { imageFrom, pathFrom, pathsInView } from "./paths.ts";
import { worldIn } from "./session.ts";

/** A command for a call of a design under its own name: its fields follow in the order in which the design declares them. */
export function callCommand(op: string, fields: readonly OperationField[]): ShellCommand {
  const usage = [[op, ...fields.map((field) => field.toUpperCase())].join(" ")];
  return {
    name: op,
    usage,
    summary: `the design's call ${op}, as it stands`,
    calls: [op],
    run(context, words) {
      if (words.length !== fields.length) throw misused(usage, `it takes ${counted(fields.length, "word")}`);
      const values = fields.map((field, index) => argumentFor(context, field, words[index] ?? ""));
      return call(context, [op], Object.assign({}, ...values), op);
    },
    complete(context, words) {
      const field = fields[words.length];
      return field === undefined ? [] : choices(context, field);
    },
  };
}

function argumentFor(context: Context, field: OperationField, word: string): Partial<OperationFields> {
  switch (field) {
    case "path":
      return { path: pathFrom(callerOf(context), word) };
    case "kinds":
      return { kinds: word === "" ? [] : kindsFrom([word]) };
    case "image":
      return { image: imageFrom(word) };
    case "name":
      return { name: word };
    default:
      return unreachable(field);
  }
}

function choices(context: Context, field: OperationField): readonly string[] {
  switch (field) {
    case "path":
      return pathsInView(context);
    case "kinds":
      return kindWords(context.session.history.scope.kinds);
    case "image":
      return [...worldIn(context.session).images.keys()];
    case "name":
      return context.session.history.scope.names;
    default:
      return unreachable(field);
  }
}
