/** The forms of properties, and the one place where a property is asked which it has. */

/** The names that forms have in properties. */
export type FormName = "always" | "on every step" | "sometimes" | "on runs";

/** For each form that some properties may have what is made of one of that form. */
export type OfEachForm<P extends { readonly form: FormName }, Made> = {
  readonly [Form in P["form"]]: (property: Extract<P, { readonly form: Form }>) => Made;
};

/** Makes of a property what is made of those of its form. */
export function ofItsForm<P extends { readonly form: FormName }, Made>(
  property: P,
  make: OfEachForm<P, Made>,
): Made {
  // What stands at a form takes the properties of that form.
  const made = make[property.form as P["form"]] as (property: P) => Made;
  return made(property);
}
