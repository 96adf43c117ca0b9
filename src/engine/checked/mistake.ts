/** Something that no design or property may do, in words that tell its author what to fix. */
export class Mistake extends Error {
  constructor(words: string) {
    super(words);
    this.name = "Mistake";
  }
}
