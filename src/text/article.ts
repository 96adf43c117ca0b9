/** A noun phrase with its indefinite article: "a task", "an outcome", "a uid". */
export function withArticle(phrase: string): string {
  return `${/^(?:[aeio]|u(?!id|ni|se|ti|ts))/i.test(phrase) ? "an" : "a"} ${phrase}`;
}
