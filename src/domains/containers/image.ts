import type { Kind } from "../../model/kind.ts";

/** The mark of a namespace that is not in the image: at restart the caller's own takes its place (C2). */
export const OUTSIDE = "outside";

/** A container in an image. Numbers in an image count from 1 in the order of the numbers recorded (C1). */
export interface ImageContainer {
  /** The image's number of the parent; null for the top. */
  readonly parent: number | null;
  /** Empty for the top, whose name an image does not record. */
  readonly name: string;
}

/** A nsproxy in an image. */
export interface ImageNsproxy {
  readonly container: number;
  /** For each kind of the scope, the image's number of the namespace (counted per kind), or `outside`. */
  readonly namespaces: Readonly<Partial<Record<Kind, number | typeof OUTSIDE>>>;
}

/** A task in an image. */
export interface ImageTask {
  readonly nsproxy: number;
}

/** A subtree as a checkpoint recorded it (C1): what bears the image's number n stands at place n - 1. */
export interface Image {
  readonly containers: readonly ImageContainer[];
  readonly nsproxies: readonly ImageNsproxy[];
  readonly tasks: readonly ImageTask[];
}
