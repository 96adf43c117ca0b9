import { github } from "./reporters/github.ts";
import { json } from "./reporters/json.ts";
import { junit } from "./reporters/junit.ts";
import { markdown } from "./reporters/markdown.ts";
import { tap } from "./reporters/tap.ts";
import type { Reporter } from "./reporters/test-result.ts";

/** The formats in which results are reported to other programs, by name. */
export const REPORTERS = { json, junit, github, tap, markdown } as const satisfies Record<string, Reporter>;
