import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { repeatingKill } from "../../models/repeating-kill.ts";
import { walkingKill } from "../../models/walking-kill.ts";
import { killedGoes } from "../../properties/killed-goes.ts";
import { readPageAssets } from "../../src/cli/page-assets.ts";
import { matrixPage } from "../../src/report/page/page.ts";
import { pageData } from "../../src/report/page/page-data.ts";
import { matrixOf, smallMatrix } from "../report/matrices.ts";
import { Browser, findBrowser } from "./browser.ts";

const program = findBrowser();
if (program === undefined) {
  if (process.env["CI"] === "true") throw new Error("there is no Chromium, which CI has to have");
  console.warn("The page is not opened: there is no Chromium on this machine (apt-get install chromium).");
}

const BROKEN = 'a[href="#nested/always-enterable"]';
const THREE = { tasks: 3, containers: 3, kinds: ["uts"], names: [], images: 0 } as const;
const isOpen = "document.querySelector('#player').open";
const sentence = "document.querySelector('#sentence').textContent";

describe.skipIf(program === undefined)("the page in a browser", () => {
  const folder = mkdtempSync(join(tmpdir(), "nsmodel-page-"));
  const file = join(folder, "matrix.html");
  const url = pathToFileURL(file).href;
  const matrix = smallMatrix();
  const data = pageData([matrix]);
  const play = data.plays[data.designs[0]?.cells[2]?.play ?? -1];
  const last = (play?.scenes.length ?? 0) - 1;
  let browser: Browser;

  beforeAll(async () => {
    writeFileSync(file, matrixPage([matrix], await readPageAssets()));
    browser = await Browser.start(program ?? "");
  });

  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });

  beforeEach(async () => {
    await browser.open("about:blank");
    await browser.open(url);
  });

  /** Tokens do not overlap, so their order in the document is irrelevant. */
  const byId = "(one, other) => (one.dataset.id < other.dataset.id ? -1 : 1)";

  /** The picture that is shown once nothing moves any more: its boxes, and its tokens with their texts and places. */
  const shown = async () => {
    await browser.until("document.getAnimations().length === 0");
    return browser.evaluate(`({
      boxes: [...document.querySelectorAll("#stage .box")].map((box) => box.querySelector(".title").textContent),
      tokens: [...document.querySelectorAll("#stage .token")].sort(${byId}).map((token) => ({
        id: token.dataset.id,
        text: token.querySelector(".number").textContent,
        labels: [...token.querySelectorAll(".label-text")].map((label) => label.textContent),
        at: [new DOMMatrix(getComputedStyle(token).transform).e, new DOMMatrix(getComputedStyle(token).transform).f],
      })),
    })`);
  };

  /** What the page should show at a step. */
  const pictureAt = (step: number) => {
    const picture = play?.scenes[step]?.picture;
    return {
      boxes: picture?.boxes.map(({ title }) => title),
      tokens: picture?.tokens
        .toSorted((one, other) => (one.id < other.id ? -1 : 1))
        .map(({ id, text, labels, refused, x, y }) => ({
          id,
          text,
          labels: [...labels.map((label) => label.text), ...(refused === "" ? [] : [refused])],
          at: [x, y],
        })),
    };
  };

  test("a click on a cell opens its history, and it plays to its end", async () => {
    await browser.click(BROKEN);
    await browser.until(isOpen);
    expect(await browser.evaluate("document.querySelector('#player-title').textContent")).toBe(
      "always-enterable in nested",
    );
    expect(await shown()).toEqual(pictureAt(0));
    await browser.click("#run");
    expect(await browser.evaluate("document.querySelector('#run').getAttribute('aria-label')")).toBe("Pause");
    await browser.until("document.querySelector('#run').getAttribute('aria-label') === 'Play'");
    expect(await browser.evaluate(sentence)).toMatch(
      /^The call that shows it: Task 2 tries to enter \/unnamed1, and is refused: ENXIO/,
    );
    expect(await shown()).toEqual(pictureAt(last));
    expect(await browser.evaluate("document.querySelector('#place').textContent")).toBe(`${last} of ${last}`);
  });

  test("each step is shown as it is, forwards and back, and has an address", async () => {
    await browser.click(BROKEN);
    await browser.until(isOpen);
    for (let step = 1; step <= last; step++) {
      await browser.press("ArrowRight");
      await browser.until(`location.hash.endsWith("/${step}")`);
      expect(await shown()).toEqual(pictureAt(step));
    }
    await browser.click("#back");
    expect(await browser.evaluate("location.hash")).toBe(`#nested/always-enterable/${last - 1}`);
    expect(await shown()).toEqual(pictureAt(last - 1));
    await browser.press("Home");
    expect(await shown()).toEqual(pictureAt(0));
  });

  test("an address opens the cell at the step, and one that names nothing opens nothing", async () => {
    await browser.open("about:blank");
    await browser.open(`${url}#nested/always-enterable/2`);
    await browser.until(isOpen);
    expect(await browser.evaluate(sentence)).toBe(play?.scenes[2]?.sentence);
    await browser.evaluate(`location.hash = "#nested/nothing/%E0"`);
    await browser.until(`!${isOpen}`);
  });

  test("the keyboard goes through the table, opens a cell and closes it", async () => {
    await browser.evaluate("document.querySelector('#matrix a').focus()");
    const focused = "document.activeElement.getAttribute('href')";
    await browser.press("ArrowDown");
    await browser.press("ArrowDown");
    expect(await browser.evaluate(focused)).toBe("#nested/always-enterable");
    await browser.press("ArrowRight");
    await browser.press("ArrowUp");
    await browser.press("ArrowUp");
    expect(await browser.evaluate(focused)).toBe("#merged/never-leaves");
    expect(await browser.evaluate("document.querySelectorAll('#matrix a[tabindex=\"0\"]').length")).toBe(1);
    await browser.press("Enter");
    await browser.until(isOpen);
    expect(await browser.evaluate("document.querySelector('#verdict').textContent")).toBe(
      "broken in 2 steps: task 1 has left container 2 (/unnamed1).",
    );
    await browser.press("Escape");
    await browser.until(`!${isOpen} && location.hash === ""`);
    expect(await browser.evaluate(focused)).toBe("#merged/never-leaves");
  });

  test("a cell without a history tells its verdict alone", async () => {
    await browser.click('a[href="#nested/restart-is-faithful"]');
    await browser.until(isOpen);
    expect(await browser.evaluate("document.querySelector('#verdict').textContent")).toBe(
      "does not apply: the scope has no image.",
    );
    expect(await browser.evaluate("document.querySelector('#play').checkVisibility()")).toBe(false);
  });

  describe("a run that never ends", () => {
    const endless = join(folder, "endless.html");
    const lassos = matrixOf([repeatingKill, walkingKill], [killedGoes], THREE);
    const plays = pageData([lassos]).plays;
    const place = "document.querySelector('#place').textContent";
    const round = "document.querySelector('#round').textContent";
    const [goesRound, rests] = plays;

    beforeAll(async () => writeFileSync(endless, matrixPage([lassos], await readPageAssets())));

    /** The texts of the tokens: a task that is born again is another token with the same text. */
    const looks = async () => {
      await shown();
      return browser.evaluate(
        `[...document.querySelectorAll("#stage .token")].map((token) => token.textContent).sort()`,
      );
    };

    const open = async (design: string, step: number) => {
      await browser.open(`${pathToFileURL(endless).href}#${design}/killed-goes/${step}`);
      await browser.until(isOpen);
    };

    test("goes on after its last step with the first of its loop", async () => {
      const end = (goesRound?.scenes.length ?? 0) - 1;
      const loop = goesRound?.loop ?? end;
      expect(loop).toBeLessThan(end);
      await open("repeating-kill", end);
      expect(await browser.evaluate(round)).toBe(
        `The world is the same as after step ${loop} again: from there it can loop forever.`,
      );
      expect(await browser.evaluate("document.querySelectorAll('#steps .round').length")).toBe(end - loop);
      const closed = await looks();
      await browser.click("#step");
      expect(await browser.evaluate(place)).toBe(`${loop + 1} of ${end}`);
      await browser.press("ArrowLeft");
      expect(await browser.evaluate(place)).toBe(`${loop} of ${end}`);
      expect(await looks()).toEqual(closed);
      await browser.press("End");
      await browser.click("#run");
      expect(await browser.evaluate(place)).toBe(`${loop + 1} of ${end}`);
      expect(await browser.evaluate("document.querySelector('#run').getAttribute('aria-label')")).toBe(
        "Pause",
      );
      await browser.click("#run");
      expect(await browser.evaluate("document.querySelector('#run').getAttribute('aria-label')")).toBe(
        "Play",
      );
    });

    test("ends where nothing more needs to happen", async () => {
      const end = (rests?.scenes.length ?? 0) - 1;
      expect(rests?.loop).toBe(end);
      await open("walking-kill", end);
      expect(await browser.evaluate(round)).toBe("From here on, nothing more needs to happen.");
      expect(await browser.evaluate("document.querySelector('#step').disabled")).toBe(true);
      await browser.click("#run");
      expect(await browser.evaluate(place)).toBe(`0 of ${end}`);
    });
  });

  test("on a narrow screen nothing but the table is wider than the page", async () => {
    await browser.send("Emulation.setDeviceMetricsOverride", {
      width: 400,
      height: 800,
      deviceScaleFactor: 1,
      mobile: true,
    });
    await browser.open(`${url}?narrow#nested/always-enterable/4`);
    await browser.until(isOpen);
    expect(await browser.evaluate("document.documentElement.scrollWidth")).toBe(400);
    const right = await browser.evaluate("document.querySelector('#stage').getBoundingClientRect().right");
    expect(right).toBeLessThanOrEqual(400);
    await browser.send("Emulation.clearDeviceMetricsOverride");
  });

  test("the page complains of nothing", () => {
    expect(browser.complaints).toEqual([]);
  });
});
