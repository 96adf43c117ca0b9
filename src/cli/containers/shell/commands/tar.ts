import type { Image } from "../../../../domains/containers/image.ts";
import { inQuotes, quoted } from "../../../../text/printable.ts";
import { counted } from "../../../../text/words.ts";
import { call, callerOf, callOf, misused } from "../call.ts";
import { Complaint, type Context, done, type Result, type ShellCommand, STATUS } from "../command.ts";
import { imageFrom, nameFrom, pathFrom, pathsInView } from "../paths.ts";
import { worldIn } from "../session.ts";

/** One of c, x and t, among the letters that tar(1) users write with them. */
const MODE = /^-?[jzvf]*([cxt])[jzvf]*$/;

/** `tar`: record a container in an image, and restart one, as the message writes it. */
export const tar: ShellCommand = {
  name: "tar",
  usage: ["tar c IMAGE PATH", "tar x IMAGE NAME", "tar t"],
  summary: "record a container in an image (c), restart one (x), list the images (t)",
  details: "As in tar jcf IMAGE PATH; the letters j, z, v and f are ignored.",
  calls: ["checkpoint", "restart"],
  run(context, words) {
    const [letters = "", image, end, ...rest] = words;
    const mode = MODE.exec(letters)?.[1];
    if (mode === "t" && image === undefined) return images(context);
    if (image === undefined || end === undefined || rest.length > 0 || mode === undefined || mode === "t")
      throw misused(this.usage, "it takes one of c, x and t, an image, and a path or a name");
    return mode === "c"
      ? checkpoint(context, imageFrom(image), end)
      : restart(context, imageFrom(image), end);
  },
  complete(context, words) {
    if (words.length === 0) return ["c", "x", "t"];
    const images = [...worldIn(context.session).images.keys()];
    return words.length === 1 ? images : MODE.exec(words[0] ?? "")?.[1] === "c" ? pathsInView(context) : [];
  },
};

function checkpoint(context: Context, image: string, path: string): Result {
  const complaint = `tar: cannot record ${inQuotes(path)} as ${inQuotes(image)}`;
  return call(context, ["checkpoint"], { path: pathFrom(callerOf(context), path), image }, complaint);
}

function restart(context: Context, image: string, end: string): Result {
  const complaint = `tar: cannot restart ${inQuotes(image)} as ${inQuotes(end)}`;
  const elsewhere = "a copy is always in the task's own container";
  const name = nameFrom(callerOf(context), end, "/", complaint, elsewhere);
  return call(context, ["restart"], { image, name }, complaint);
}

function images({ session }: Context): Result {
  callOf(session.history.model, ["checkpoint", "restart"]);
  const kept = [...worldIn(session).images];
  if (kept.length === 0) throw new Complaint("no image has been recorded", STATUS.refused);
  return done(session, ...kept.map(([name, image]) => `${quoted(name)}: ${contents(image)}`));
}

const contents = ({ containers, tasks }: Image): string =>
  `${counted(containers.length, "container")}, ${counted(tasks.length, "task")}`;
