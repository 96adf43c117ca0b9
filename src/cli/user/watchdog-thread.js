// Watches the main thread: see watchdog.ts. It is plain JavaScript, and imports nothing of nsmodel, so that it runs before any of the user's modules does.
import { writeSync } from "node:fs";
import { Session } from "node:inspector";
import { parentPort, workerData } from "node:worker_threads";

const { pulse, patience } = workerData;
/** The indices of the numbers in the pulse; see pulse.ts. */
const [QUESTIONS, TURNS, GUARDS, WRITES] = [0, 1, 2, 3];
const TICK_MILLISECONDS = 50;
/** After this long without a turn of the main thread's event loop, signals end the program at once. */
const DEAF_MILLISECONDS = 1000;
/** How long the main thread may take to stop. */
const STOP_MILLISECONDS = 2000;

/** Time is counted in ticks, as a clock goes on while the whole program is halted. */
let idle = 0;
let deaf = 0;
let seen = { questions: -1, turns: -1, writes: -1 };
let isBusy = false;
let areSignalsDefault = false;

setInterval(() => {
  const now = {
    questions: Atomics.load(pulse, QUESTIONS),
    turns: Atomics.load(pulse, TURNS),
    writes: Atomics.load(pulse, WRITES),
  };
  const hasTurned = now.turns !== seen.turns;
  const isWriteHalted = isWriting() && now.writes === seen.writes;
  const getsOn = hasTurned || now.questions !== seen.questions;
  seen = now;
  if (isWriteHalted) return;
  deaf = getsOn ? 0 : deaf + TICK_MILLISECONDS;
  idle = getsOn || Atomics.load(pulse, GUARDS) > 0 ? 0 : idle + TICK_MILLISECONDS;
  if (hasTurned) areSignalsDefault = false;
  if (isBusy) return;
  if (idle >= patience * 1000) whileStopped("endHung", giveUp);
  else if (deaf >= DEAF_MILLISECONDS && !areSignalsDefault) {
    areSignalsDefault = true;
    whileStopped("letSignalsEnd", () => undefined);
  }
}, TICK_MILLISECONDS);

/** Whether the main thread is writing to its output. */
function isWriting() {
  return Atomics.load(pulse, WRITES) % 2 !== 0;
}

/** Stops the main thread, has it do something, and lets it go on. @param otherwise called if it does not stop */
function whileStopped(what, otherwise) {
  isBusy = true;
  const session = new Session();
  // Connected only for now: a program that ends waits for its debuggers.
  session.connectToMainThread();
  const late = setTimeout(() => {
    goOn();
    otherwise();
  }, STOP_MILLISECONDS);
  const goOn = () => {
    clearTimeout(late);
    session.disconnect();
    isBusy = false;
    idle = 0;
  };
  session.once("Debugger.paused", () => {
    const hook = 'globalThis[Symbol.for("nsmodel: what to do while the main thread is stopped")]';
    session.post("Runtime.evaluate", { expression: `${hook}.${what}()` }, (_error, answer) => {
      goOn();
      if (what === "endHung" && answer?.result.value === true) endExecution();
    });
  });
  session.post("Debugger.enable");
  session.post("Debugger.pause");
}

/** What the debugger cannot stop may still be ended, and the main thread then receives messages. */
function giveUp() {
  if (isWriting()) return;
  parentPort.postMessage("hung");
  endExecution();
}

/** Ends what the main thread is doing, wherever that is: its event loop then goes on, and there the program ends. */
function endExecution() {
  isBusy = true;
  const session = new Session();
  session.connectToMainThread();
  session.post("Runtime.terminateExecution");
  session.disconnect();
  setTimeout(() => {
    writeSync(2, `nsmodel: A module has not returned after ${patience} s, and cannot be stopped.\n`);
    process.kill(process.pid, "SIGKILL");
  }, STOP_MILLISECONDS);
}
