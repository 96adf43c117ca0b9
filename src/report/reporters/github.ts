import { withoutControls } from "../../text/printable.ts";
import { counted } from "../../text/words.ts";
import { countsInWords, type Reporter } from "./test-result.ts";

/** GitHub workflow commands: each failure is shown beside its line (docs.github.com, "Workflow commands"). */
export const github: Reporter = (results) => {
  const commands = results.flatMap(({ name, file, status, failures }) =>
    status === "passed"
      ? []
      : failures.map(({ line, column, message }) => {
          const place =
            file === undefined
              ? []
              : [
                  `file=${property(file)}`,
                  ...(line === undefined ? [] : [`line=${line}`]),
                  ...(column === undefined ? [] : [`col=${column}`]),
                ];
          const given = [...place, `title=${property(name)}`].join(",");
          return `::${status === "skipped" ? "notice" : "error"} ${given}::${data(message)}`;
        }),
  );
  const sum = `${counted(results.length, "test")}: ${countsInWords(results)}`;
  return `${[...commands, sum].join("\n")}\n`;
};

const data = (text: string): string =>
  withoutControls(text).replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");

const property = (text: string): string => data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
