import type { ContainerScope } from "./scope.ts";

/** The names of the images that a search makes. */
export function imageNames(scope: ContainerScope): string[] {
  return Array.from({ length: scope.images }, (_, index) => `image${index + 1}`);
}

/** The handles of a scope. */
export function handleNames({ handles = 0 }: ContainerScope): string[] {
  return Array.from({ length: handles }, (_, index) => `handle${index + 1}`);
}

/** The names that a search gives to a field: for images and handles, all that there can be. */
export function namesFor(field: string, scope: ContainerScope): readonly string[] {
  if (field === "image") return imageNames(scope);
  return field === "handle" ? handleNames(scope) : scope.names;
}
