import type { Scene } from "../../model/picture.ts";
import type { Verdict } from "../../model/verdict.ts";
import type { ContainerModel } from "./container-model.ts";
import { framesOf } from "./frames.ts";
import { pictureOf } from "./layout.ts";
import type { ContainerScope } from "./scope.ts";

/** The history of a verdict, drawn. */
export function scenes(model: ContainerModel, scope: ContainerScope, verdict: Verdict): Scene[] {
  return framesOf(model, scope, verdict).map((frame) => ({
    sentence: frame.sentence,
    refused: frame.refused ?? "",
    isShowing: frame.isShowing,
    picture: pictureOf(frame),
  }));
}
