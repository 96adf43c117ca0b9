/** A search that is embedded: it tells how far it has come, and can be ended. */
import { check, nested } from "nsmodel";

const asked = new AbortController();
process.once("SIGINT", () => asked.abort());

const { worlds, verdicts } = await check(nested, {
  scope: { tasks: 3, containers: 3, images: 0 },
  signal: asked.signal,
  onProgress: ({ expanded, depth }) => console.error(`${expanded} states expanded, depth ${depth}`),
});

console.log(`${worlds} states`);
for (const { property, verdict } of verdicts.filter(({ verdict }) => verdict === "broken"))
  console.log(`${property}: ${verdict}`);
