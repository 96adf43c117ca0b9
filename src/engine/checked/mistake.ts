/** What a design or a property does that none may do, in words that tell its author what to mend. */
export class Mistake extends Error {
  constructor(words: string) {
    super(words);
    this.name = "Mistake";
  }
}
