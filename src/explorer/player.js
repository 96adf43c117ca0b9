import { element } from "./element.js";
import { Stage } from "./stage.js";

/** @import { PageCell, PageDesign, PageProperty, Play } from "../report/page/page-types.ts" */

/** How long a step is shown while a history plays: long enough to read its sentence. */
const MILLISECONDS_A_STEP = 1800;

/** Opens a cell of the matrix and plays its history. */
export class Player {
  #dialog = element("player", HTMLDialogElement);
  #stage = new Stage(element("stage", SVGSVGElement));
  #run = element("run", HTMLButtonElement);
  /** @type {Play | undefined} */
  #play;
  #step = 0;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #clock;
  #onStep;

  /**
   * @param {(step: number) => void} onStep called with the step that is shown
   * @param {() => void} onClose
   */
  constructor(onStep, onClose) {
    this.#onStep = onStep;
    this.#dialog.addEventListener("close", () => {
      this.#pause();
      onClose();
    });
    this.#dialog.addEventListener("click", (event) => {
      if (event.target === this.#dialog) this.#dialog.close();
    });
    this.#dialog.addEventListener("keydown", (event) => this.#onKey(event));
    element("close-player", HTMLButtonElement).addEventListener("click", () => this.#dialog.close());
    element("first", HTMLButtonElement).addEventListener("click", () => this.goTo(0));
    element("back", HTMLButtonElement).addEventListener("click", () => this.goTo(this.#step - 1));
    element("step", HTMLButtonElement).addEventListener("click", () => this.goTo(this.#next));
    this.#run.addEventListener("click", () => this.#toggle());
  }

  /**
   * Opens a cell at a step of its history.
   *
   * @param {PageDesign} design
   * @param {PageProperty} property
   * @param {PageCell} cell
   * @param {Play | undefined} play
   * @param {number} step
   */
  open(design, property, cell, play, step) {
    this.#pause();
    element("player-title", HTMLElement).textContent = `${property.name} in ${design.name}`;
    element("claim", HTMLElement).textContent = property.claim;
    const verdict = element("verdict", HTMLElement);
    verdict.className = cell.sort;
    verdict.textContent =
      cell.why === "" || cell.why === "no case" ? `${cell.words}.` : `${cell.words}: ${cell.why}.`;
    element("play", HTMLElement).hidden = play === undefined;
    this.#play = play;
    if (!this.#dialog.open) this.#dialog.showModal();
    if (play === undefined) return;
    this.#stage.clear(play.width, play.height);
    this.#listSteps(play);
    this.goTo(step);
    this.#run.focus();
  }

  close() {
    if (this.#dialog.open) this.#dialog.close();
  }

  /**
   * Shows a step, or the nearest one that exists, and stops playing.
   *
   * @param {number} step
   */
  goTo(step) {
    this.#pause();
    this.#show(step);
  }

  get #last() {
    return (this.#play?.scenes.length ?? 1) - 1;
  }

  /** Whether the last step leads back to an earlier one. */
  get #isRound() {
    return this.#play?.loop !== undefined && this.#play.loop < this.#last;
  }

  /** The step after the one that is shown: in a loop the last is followed by the first of the loop. */
  get #next() {
    return this.#isRound && this.#step === this.#last ? (this.#play?.loop ?? 0) + 1 : this.#step + 1;
  }

  /** @param {number} wanted */
  #show(wanted) {
    const step = Math.min(Math.max(wanted, 0), this.#last);
    const scene = this.#play?.scenes[step];
    if (scene === undefined) return;
    this.#step = step;
    this.#stage.show(scene.picture);
    this.#tell(scene);
    element("first", HTMLButtonElement).disabled = step === 0;
    element("back", HTMLButtonElement).disabled = step === 0;
    element("step", HTMLButtonElement).disabled = step === this.#last && !this.#isRound;
    element("place", HTMLOutputElement).textContent = `${step} of ${this.#last}`;
    for (const [index, item] of [...element("steps", HTMLOListElement).children].entries()) {
      if (index === step) item.setAttribute("aria-current", "step");
      else item.removeAttribute("aria-current");
      item.classList.toggle("ahead", index > step);
    }
    this.#onStep(step);
  }

  /** @param {Play["scenes"][number]} scene */
  #tell({ sentence, refused, isShowing, picture }) {
    const told = element("sentence", HTMLElement);
    told.textContent = isShowing ? `The call that shows it: ${sentence}` : sentence;
    told.classList.toggle("refused", refused !== "");
    const beside = picture.beside.map((words) => {
      const item = document.createElement("li");
      item.textContent = words;
      return item;
    });
    element("beside", HTMLUListElement).replaceChildren(...beside);
  }

  /** @param {Play} play */
  #listSteps({ scenes, loop }) {
    const items = scenes.map(({ sentence, refused, isShowing }, step) => {
      const item = document.createElement("li");
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = isShowing ? `The call that shows it: ${sentence}` : sentence;
      button.addEventListener("click", () => this.goTo(step));
      item.classList.toggle("refused", refused !== "");
      item.classList.toggle("round", loop !== undefined && step > loop);
      item.append(button);
      return item;
    });
    element("steps", HTMLOListElement).replaceChildren(...items);
    const round = element("round", HTMLElement);
    round.hidden = loop === undefined;
    round.textContent = loop === undefined ? "" : this.#roundInWords(loop);
  }

  /** @param {number} loop */
  #roundInWords(loop) {
    if (!this.#isRound) return "From here on, nothing more needs to happen.";
    const where = loop === 0 ? "at first" : `after step ${loop}`;
    return `The world is the same as ${where} again: from there it can loop forever.`;
  }

  #toggle() {
    if (this.#clock !== undefined) return this.#pause();
    if (this.#step === this.#last) this.#show(this.#isRound ? this.#next : 0);
    else this.#show(this.#next);
    if (this.#step === this.#last && !this.#isRound) return;
    this.#clock = setInterval(() => {
      this.#show(this.#next);
      if (this.#step === this.#last && !this.#isRound) this.#pause();
    }, MILLISECONDS_A_STEP);
    this.#label("Pause");
  }

  #pause() {
    clearInterval(this.#clock);
    this.#clock = undefined;
    this.#label("Play");
  }

  /** @param {"Play" | "Pause"} name */
  #label(name) {
    this.#run.setAttribute("aria-label", name);
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || this.#play === undefined) return;
    /** @type {Record<string, () => void>} */
    const keys = {
      ArrowLeft: () => this.goTo(this.#step - 1),
      ArrowRight: () => this.goTo(this.#next),
      Home: () => this.goTo(0),
      End: () => this.goTo(this.#last),
    };
    const action = keys[event.key];
    if (action === undefined) return;
    event.preventDefault();
    action();
  }
}
