import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable, Writable } from "node:stream";

/** The names of the browser on different systems. */
const PROGRAMS = ["chromium", "chromium-browser", "google-chrome"];

/** What separates messages on the pipes of the DevTools protocol. */
const END = "\0";

/** A message of the DevTools protocol that answers a request or reports an event. */
interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Record<string, unknown>;
  readonly result?: Record<string, unknown>;
  readonly error?: { readonly message: string };
}

/** The browser's program on this machine; `undefined` if there is none. */
export function findBrowser(): string | undefined {
  return PROGRAMS.find((program) => spawnSync(program, ["--version"]).status === 0);
}

/** A headless browser with one page, controlled over the pipes of the DevTools protocol. */
export class Browser {
  readonly #process: ChildProcess;
  readonly #profile: string;
  readonly #requests: Writable;
  readonly #waiting = new Map<number, (message: Message) => void>();
  readonly #listeners = new Set<(message: Message) => void>();
  /** What the page has reported: exceptions, failed loads, errors on its console. */
  readonly complaints: string[] = [];
  #session: string | undefined;
  #lastId = 0;
  #rest = "";

  private constructor(program: string) {
    this.#profile = mkdtempSync(join(tmpdir(), "nsmodel-browser-"));
    const options = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"];
    this.#process = spawn(
      program,
      [...options, "--remote-debugging-pipe", `--user-data-dir=${this.#profile}`, "about:blank"],
      { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] },
    );
    const [, , , requests, answers] = this.#process.stdio;
    if (!(requests instanceof Writable) || !(answers instanceof Readable))
      throw new Error("the browser was started without its pipes");
    this.#requests = requests;
    answers.setEncoding("utf8").on("data", (text: string) => this.#take(text));
  }

  /** Starts a browser with an empty page. */
  static async start(program: string): Promise<Browser> {
    const browser = new Browser(program);
    const { targetId } = await browser.send("Target.createTarget", { url: "about:blank" });
    const { sessionId } = await browser.send("Target.attachToTarget", { targetId, flatten: true });
    browser.#session = String(sessionId);
    for (const domain of ["Page", "Runtime", "Log"]) await browser.send(`${domain}.enable`);
    return browser;
  }

  /** Sends a request and waits for its answer. @throws {Error} if it is refused */
  async send(method: string, params: Record<string, unknown> = {}): Promise<Record<string, unknown>> {
    const id = ++this.#lastId;
    const answer = new Promise<Message>((done) => this.#waiting.set(id, done));
    const session = this.#session === undefined ? {} : { sessionId: this.#session };
    this.#requests.write(JSON.stringify({ id, method, params, ...session }) + END);
    const { result, error } = await answer;
    if (error !== undefined) throw new Error(`${method}: ${error.message}`);
    return result ?? {};
  }

  /** Opens an address and waits until the page has loaded. */
  async open(url: string): Promise<void> {
    const loaded = new Promise<void>((done) => {
      const listener = ({ method }: Message): void => {
        if (method !== "Page.loadEventFired") return;
        this.#listeners.delete(listener);
        done();
      };
      this.#listeners.add(listener);
    });
    await this.send("Page.navigate", { url });
    await loaded;
  }

  /**
   * The value of an expression in the page, as JSON; a promise is awaited.
   *
   * @throws {Error} if the page throws
   */
  async evaluate(expression: string): Promise<unknown> {
    const { result, exceptionDetails } = await this.send("Runtime.evaluate", {
      expression,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails !== undefined) throw new Error(`${expression}: ${JSON.stringify(exceptionDetails)}`);
    // The shape that the protocol gives a value returned as JSON.
    return (result as { value?: unknown }).value;
  }

  /** Waits until an expression is true in the page; it is evaluated before each frame that the page draws. */
  async until(expression: string): Promise<void> {
    await this.evaluate(`new Promise((done) => {
      const look = () => ((${expression}) ? done() : requestAnimationFrame(look));
      look();
    })`);
  }

  /** Clicks in the middle of the first element that matches a selector. */
  async click(selector: string): Promise<void> {
    const place = await this.evaluate(`(() => {
      const found = document.querySelector(${JSON.stringify(selector)});
      found.scrollIntoView({ block: "center", inline: "center" });
      const { x, y, width, height } = found.getBoundingClientRect();
      return { x: x + width / 2, y: y + height / 2 };
    })()`);
    const click = { ...Object(place), button: "left", clickCount: 1 };
    await this.send("Input.dispatchMouseEvent", { type: "mousePressed", ...click });
    await this.send("Input.dispatchMouseEvent", { type: "mouseReleased", ...click });
  }

  /** Presses Enter, or a key that types nothing, such as `ArrowRight`. */
  async press(key: string): Promise<void> {
    const code = KEY_CODES[key];
    if (code === undefined) throw new Error(`no code is known for the key ${key}`);
    const text = key === "Enter" ? { text: "\r" } : {};
    const stroke = { key, code: key, windowsVirtualKeyCode: code };
    await this.send("Input.dispatchKeyEvent", { type: "keyDown", ...stroke, ...text });
    await this.send("Input.dispatchKeyEvent", { type: "keyUp", ...stroke });
  }

  /** Ends the browser and removes what it wrote. */
  async close(): Promise<void> {
    const ended = new Promise((done) => this.#process.once("exit", done));
    this.#session = undefined;
    await this.send("Browser.close");
    await ended;
    rmSync(this.#profile, { recursive: true, maxRetries: 5 });
  }

  #take(text: string): void {
    const messages = (this.#rest + text).split(END);
    this.#rest = messages.pop() ?? "";
    for (const message of messages) this.#hear(JSON.parse(message));
  }

  #hear(message: Message): void {
    const { id, method, params } = message;
    if (id !== undefined) {
      this.#waiting.get(id)?.(message);
      this.#waiting.delete(id);
    }
    if (method === "Runtime.exceptionThrown" || method === "Log.entryAdded")
      this.complaints.push(JSON.stringify(params));
    for (const listener of this.#listeners) listener(message);
  }
}

const KEY_CODES: Readonly<Record<string, number>> = {
  Enter: 13,
  Escape: 27,
  End: 35,
  Home: 36,
  ArrowLeft: 37,
  ArrowUp: 38,
  ArrowRight: 39,
  ArrowDown: 40,
};
