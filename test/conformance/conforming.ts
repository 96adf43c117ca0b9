import { nested } from "../../models/nested.ts";
import type { Backend } from "../../src/conformance/backend.ts";
import { type ConformOptions, type ConformResult, conform } from "../../src/conformance/conform.ts";

import type { ContainerScope } from "../../src/domains/containers/scope.ts";
import type { Kind } from "../../src/model/kind.ts";
import type { Model } from "../../src/model/model.ts";

/** Three tasks, three containers. */
export function scopeOf(kinds: readonly Kind[], names: readonly string[] = []): ContainerScope {
  return { tasks: 3, containers: 3, kinds, names, images: 0 };
}

/** Runs a comparison to its end. */
export async function conformed(
  backend: Backend,
  scope: ContainerScope,
  options: ConformOptions,
  model: Model = nested,
): Promise<ConformResult> {
  const playing = conform(backend, model, scope, options);
  for (;;) {
    const next = await playing.next();
    if (next.done === true) return next.value;
  }
}
