// Wrong on purpose: it shows the number of a nsproxy as a text.
import { nested } from "nsmodel";
import { withParts } from "../../../src/domains/containers/observation.ts";

export default {
  ...nested,
  name: "shows-a-text",
  observe(world, scope) {
    const shown = nested.observe(world, scope);
    const tasks = [...shown.tasks].map(([number, task]) => [
      number,
      { ...task, nsproxy: String(task.nsproxy) },
    ]);
    return withParts(shown, { tasks: new Map(tasks) });
  },
};
