import type { ContainerScope } from "./scope.ts";

/** The names of the images that a search makes. */
export function imageNames(scope: ContainerScope): string[] {
  return Array.from({ length: scope.images }, (_, index) => `image${index + 1}`);
}

/** The handles of a scope. */
export function handleNames({ handles = 0 }: ContainerScope): string[] {
  return Array.from({ length: handles }, (_, index) => `handle${index + 1}`);
}

/** What a search gives to a field that holds a name: of images and handles those that there can be. */
export function namesFor(field: string, scope: ContainerScope): readonly string[] {
  if (field === "image") return imageNames(scope);
  return field === "handle" ? handleNames(scope) : scope.names;
}
