/** The forms of properties, and the one place that branches on the form of a property. */

/** The forms, as a property names them. */
export type FormName = "always" | "on every step" | "sometimes" | "on runs";

/** For each form that some properties may have, what to make of a property of that form. */
export type OfEachForm<P extends { readonly form: FormName }, Made> = {
  readonly [Form in P["form"]]: (property: Extract<P, { readonly form: Form }>) => Made;
};

/** Applies to a property the function for its form. */
export function ofItsForm<P extends { readonly form: FormName }, Made>(
  property: P,
  make: OfEachForm<P, Made>,
): Made {
  // The function under a form takes the properties of that form.
  const made = make[property.form as P["form"]] as (property: P) => Made;
  return made(property);
}
