/**
 * Measures how long it takes to separate the new states of each level from the known ones: with sorted lists, and with third-party stores made for such work.
 *
 *     node --import tsx test/bench/embedded-stores.ts FOLDER
 *
 * The folder must have `lmdb` and `@duckdb/node-api` installed; nsmodel needs neither. All get the same candidates, in the same order. Seconds are CPU time.
 */
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { nested } from "../../models/nested.ts";
import { runToEnd } from "../../src/api/run.ts";
import { type SearchTask, spaceOf } from "../../src/engine/search/search-task.ts";
import { searchBy } from "../../src/engine/search.ts";
import type { Groups } from "../../src/engine/stored/groups.ts";
import { JobWorker } from "../../src/engine/stored/job-worker.ts";
import type { Job, JobRunner, ResultOf } from "../../src/engine/stored/jobs.ts";
import { keyShapeOf } from "../../src/engine/stored/key.ts";
import { partName, readPart } from "../../src/engine/stored/list.ts";
import { settingsFor } from "../../src/engine/stored/settings.ts";
import { searchStored } from "../../src/engine/stored/stored-search.ts";
import { awaited } from "../../src/engine/stored/wait.ts";
import { FolderObjects } from "../../src/objects/folder.ts";
import { SealedObjects } from "../../src/objects/sealed.ts";

const SCOPE = { tasks: 3, containers: 4, kinds: ["uts"], names: ["a", "b"], images: 1 } as const;
const [packages = "."] = process.argv.slice(2);
const requireThere = createRequire(join(packages, "none.js"));

/** The candidates of each level, in order, as lists of keys. */
const levels: Int32Array[][] = [];
let width = 0;

/** The CPU seconds that some work takes. */
async function seconds(work: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

function tell(name: string, states: number, took: number, folder: string): void {
  const bytes = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, { parentPath, name: file }) => sum + statSync(join(parentPath, file)).size, 0);
  const each = (bytes / states).toFixed(1);
  process.stdout.write(`${name}: ${states} states, ${took.toFixed(2)} s, ${each} bytes a state\n`);
}

/** The keys of groups, without the operations; in this scope each group is one state. */
function withoutOperations({ keys, count }: Groups): Int32Array {
  const states = new Int32Array(count * width);
  for (let state = 0; state < count; state++) {
    const from = state * (width + 1);
    states.set(keys.subarray(from, from + width), state * width);
  }
  return states;
}

const folderFor = (name: string): string => mkdtempSync(join(tmpdir(), `bench-${name}-`));

async function byLists(): Promise<void> {
  const folder = folderFor("lists");
  const objects = new SealedObjects(new FolderObjects(folder), "test");
  let took = 0;
  const runnerOf = (task: SearchTask): JobRunner => {
    const worker = new JobWorker(task, { objects });
    const shape = keyShapeOf(spaceOf(task));
    width = shape.width;
    return {
      run: async <J extends Job>(jobs: readonly J[]) => {
        const results: ResultOf<J>[] = [];
        const candidates: Int32Array[] = [];
        for (const job of jobs) {
          if (job.is === "deduplicate")
            for (const list of job.candidates)
              for (const part of list.parts.keys())
                candidates.push(
                  withoutOperations(await readPart(objects, partName(list, part), shape, "candidates")),
                );
          const time = await seconds(async () => {
            results.push(await worker.perform(job));
          });
          if (job.is !== "expand") took += time;
        }
        if (candidates.length > 0) levels.push(candidates);
        return results;
      },
    };
  };
  const storage = { objects, memory: 2 ** 28, settings: settingsFor(2 ** 28, 1), runnerOf };
  const options = { symmetry: true, comparisons: "some" } as const;
  const { worlds } = await runToEnd(
    awaited(searchBy((how) => searchStored(how, storage), nested, [], SCOPE, options)),
    {},
  );
  tell("sorted lists", worlds, took, folder);
  rmSync(folder, { recursive: true });
}

/** The part of `lmdb` that is used here. */
interface Lmdb {
  open(options: object): {
    doesExist(key: Buffer): boolean;
    put(key: Buffer, value: Buffer): unknown;
    transactionSync(work: () => void): void;
    close(): Promise<void>;
  };
}

async function byLmdb(): Promise<void> {
  const { open }: Lmdb = requireThere("lmdb");
  const folder = folderFor("lmdb");
  const store = open({ path: folder, keyEncoding: "binary", encoding: "binary", noSync: true });
  const nothing = Buffer.alloc(0);
  let states = 0;
  const took = await seconds(async () => {
    for (const lists of levels)
      store.transactionSync(() => {
        for (const keys of lists)
          for (let at = 0; at < keys.length; at += width) {
            const key = Buffer.alloc(width * 4);
            for (let word = 0; word < width; word++)
              key.writeUInt32BE((keys[at + word] ?? 0) >>> 0, word * 4);
            if (store.doesExist(key)) continue;
            store.put(key, nothing);
            states++;
          }
      });
    await store.close();
  });
  tell("LMDB", states, took, folder);
  rmSync(folder, { recursive: true });
}

/** The part of `@duckdb/node-api` that is used here. */
interface Duck {
  DuckDBInstance: {
    create(path: string): Promise<{
      connect(): Promise<{
        run(sql: string): Promise<unknown>;
        runAndReadAll(sql: string): Promise<{ getRows(): unknown[][] }>;
        createAppender(table: string): Promise<{
          appendInteger(value: number): void;
          endRow(): void;
          closeSync(): void;
        }>;
        closeSync(): void;
      }>;
      closeSync(): void;
    }>;
  };
}

async function byDuckdb(): Promise<void> {
  const { DuckDBInstance }: Duck = requireThere("@duckdb/node-api");
  const folder = folderFor("duckdb");
  const instance = await DuckDBInstance.create(join(folder, "states"));
  const connection = await instance.connect();
  const columns = Array.from({ length: width }, (_, word) => `w${word}`);
  const table = columns.map((column) => `${column} INTEGER`).join(", ");
  const same = columns.map((column) => `known.${column} = candidates.${column}`).join(" AND ");
  await connection.run("SET threads = 1");
  await connection.run(`CREATE TABLE known (${table}); CREATE TABLE candidates (${table})`);
  const took = await seconds(async () => {
    for (const lists of levels) {
      const appender = await connection.createAppender("candidates");
      for (const keys of lists)
        for (let at = 0; at < keys.length; at += width) {
          for (let word = 0; word < width; word++) appender.appendInteger(keys[at + word] ?? 0);
          appender.endRow();
        }
      appender.closeSync();
      await connection.run(
        `INSERT INTO known SELECT DISTINCT * FROM candidates ANTI JOIN known ON ${same}; DELETE FROM candidates`,
      );
    }
    await connection.run("CHECKPOINT");
  });
  const [[states] = []] = (await connection.runAndReadAll("SELECT count(*)::INTEGER FROM known")).getRows();
  connection.closeSync();
  instance.closeSync();
  tell("DuckDB, anti-join", Number(states), took, folder);
  rmSync(folder, { recursive: true });
}

await byLists();
process.stdout.write(`${levels.flat().reduce((sum, { length }) => sum + length / width, 0)} candidates\n`);
await byLmdb();
await byDuckdb();
