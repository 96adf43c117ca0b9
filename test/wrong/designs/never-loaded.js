// Wrong on purpose: it waits at its top for what never comes.
import { nested } from "nsmodel";

await new Promise(() => undefined);

export default {
  ...nested,
  name: "never-loaded",
  summary: "nested, but never",
};
