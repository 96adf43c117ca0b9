/** The kernel has nothing by which something of a design could be done: no difference, and no mistake. */
export class CannotExpress extends Error {
  constructor(what: string) {
    super(what);
    this.name = "CannotExpress";
  }
}
