import type { Words } from "../codec/words.ts";
import { Arena } from "../store/arena.ts";
import type { GrowingBuffer } from "../store/growing-buffer.ts";
import { PairSet } from "../store/pair-set.ts";
import { Room } from "../store/room.ts";
import { SeenCombinations } from "../store/seen-combinations.ts";
import { NO_STATE, StateTable } from "../store/state-table.ts";
import { FrontierWriter } from "./frontier-writer.ts";
import { bytesTaken, CONTROL, type SharedMemory, STOP } from "./shared-memory.ts";

/**
 * The visited set and the frontier, as one worker uses them. A state is given by the number of its form in the table and a combination of
 * partitions, which is 0 if nothing is opaque.
 */
export class StateStore {
  readonly table: StateTable;
  readonly #memory: SharedMemory;
  readonly #isFolded: boolean;
  readonly #seen: SeenCombinations;
  readonly #pairs: PairSet;
  readonly #room: Room;
  readonly #roomOfPairs: Room;
  /** For each form the operation that led to it, if nothing is opaque. */
  readonly #forms: Arena;
  readonly #found: FrontierWriter;

  constructor(memory: SharedMemory, worker: number, isFolded: boolean) {
    const { states, control, options } = memory;
    const mayTake = (bytes: number): boolean => bytesTaken(memory) + bytes <= options.mostBytes;
    const arena = (buffer: GrowingBuffer) => new Arena(buffer, mayTake);
    const [frontiers, late] = [states.frontiers[worker], states.late[worker]];
    if (frontiers === undefined || late === undefined) throw new RangeError(`there is no worker ${worker}`);
    this.#memory = memory;
    this.#isFolded = isFolded;
    this.#forms = arena(states.forms);
    this.table = new StateTable(
      { index: arena(states.index), states: arena(states.states) },
      control,
      CONTROL.forms,
      control[CONTROL.places] ?? 0,
      options.wordsOfState,
    );
    this.#pairs = new PairSet(arena(states.pairs), control[CONTROL.placesOfPairs] ?? 0);
    this.#room = new Room(control, ROOM);
    this.#roomOfPairs = new Room(control, ROOM_OF_PAIRS);
    this.#seen = new SeenCombinations(
      { forms: this.#forms, bits: arena(states.bits) },
      this.#pairs,
      control,
      CONTROL.bits,
    );
    this.#found = new FrontierWriter(memory, worker, [arena(frontiers[0]), arena(frontiers[1])], arena(late));
  }

  /** Begins to record the states of a level. */
  open(level: number): void {
    this.#found.open(level);
  }

  /** Adds a form. @returns its number, or `NO_STATE` if there is no room */
  addForm(words: Words, at: number, combinations: number, isRigid: boolean): number {
    const form = this.table.add(words, at);
    if (form === NO_STATE) return this.#full();
    if (this.table.isNew && this.#isFolded && !this.#seen.begin(form, combinations, isRigid))
      return this.#full();
    return form;
  }

  /** Whether each combination of a form is a different state. */
  isRigid(form: number): boolean {
    return this.#seen.isRigid(form);
  }

  /** Whether a state was found. One that another worker has just found may be missed. */
  hasCombination(form: number, combination: number): boolean {
    return this.#seen.has(form, combination);
  }

  /** Adds a state of a form that has been added. @returns whether it is new */
  addCombination(form: number, combination: number): boolean {
    if (!this.#seen.add(form, combination)) return false;
    this.#keep(form, combination);
    const isLate = form < (this.#memory.control[CONTROL.formsBefore] ?? 0);
    if (isLate && !this.#found.addLate(form, combination)) this.#full();
    return true;
  }

  /**
   * Adds a state if nothing is opaque.
   *
   * @returns `IS_NEW`; `IS_KNOWN`; or the operation that it replaces, by which the state was reached so far and which comes later in the
   * design's order
   */
  addState(words: Words, at: number, operation: number): number {
    const state = this.table.add(words, at);
    if (state === NO_STATE) {
      this.#full();
      return IS_KNOWN;
    }
    if (this.table.isNew) {
      if (!this.#forms.reserve(state + 1)) {
        this.#full();
        return IS_KNOWN;
      }
      Atomics.store(this.#forms.words, state, operation + 1);
      this.#keep(state, 0);
      return IS_NEW;
    }
    if (state < (this.#memory.control[CONTROL.formsBefore] ?? 0)) return IS_KNOWN;
    return this.#reach(state, operation);
  }

  /** Of the operations that lead to a state from the level before its own, the first in the design's order counts, whichever worker comes first. */
  #reach(state: number, operation: number): number {
    this.#forms.reserve(state + 1);
    let known = Atomics.load(this.#forms.words, state);
    while (known === 0 || known > operation + 1) {
      // If it is 0, the worker that has found the state is about to write it.
      const found =
        known === 0
          ? Atomics.load(this.#forms.words, state)
          : Atomics.compareExchange(this.#forms.words, state, known, operation + 1);
      if (known !== 0 && found === known) return known - 1;
      known = found;
    }
    return IS_KNOWN;
  }

  #keep(form: number, combination: number): void {
    if (!this.#found.add(form, combination)) this.#full();
  }

  #full(): number {
    Atomics.store(this.#memory.control, CONTROL.stop, STOP.memory);
    return NO_STATE;
  }

  /** Takes room for states, or control forms, before they are added. @returns whether there is any; if not, the leader has to make some */
  takeRoom(states: number): boolean {
    return this.#room.take(states) || this.#wait();
  }

  giveBackRoom(states: number): void {
    this.#room.giveBack(states);
  }

  /** Takes room for combinations of a form. @returns whether there is any; if not, the leader has to make some */
  takeRoomFor(form: number, combinations: number): boolean {
    return this.#seen.hasBits(form) || this.#roomOfPairs.take(combinations) || this.#wait();
  }

  giveBackRoomFor(form: number, combinations: number): void {
    if (!this.#seen.hasBits(form)) this.#roomOfPairs.giveBack(combinations);
  }

  #wait(): false {
    Atomics.store(this.#memory.control, CONTROL.isFull, 1);
    return false;
  }

  /** Makes the room that was asked for. For the leader, while all wait. */
  grow(): void {
    const { control } = this.#memory;
    control[CONTROL.isFull] = 0;
    const places = this.#room.needed;
    if (places === control[CONTROL.places] || this.table.grow(places)) this.#room.grown(places);
    else this.#full();
    const placesOfPairs = this.#roomOfPairs.needed;
    if (placesOfPairs === control[CONTROL.placesOfPairs] || this.#pairs.grow(placesOfPairs))
      this.#roomOfPairs.grown(placesOfPairs);
    else this.#full();
  }

  /** Builds the index of the restored forms. For the leader, before any worker begins. @returns whether there is room */
  reindex(): boolean {
    const { control } = this.#memory;
    control[CONTROL.usedPlaces] = control[CONTROL.forms] ?? 0;
    this.#pairs.refresh(control[CONTROL.placesOfPairs] ?? 0);
    control[CONTROL.pairs] = this.#pairs.count();
    const places = this.#room.needed;
    this.table.see((control[CONTROL.forms] ?? 0) - 1);
    if (!this.table.grow(places)) return false;
    this.#room.grown(places);
    return true;
  }

  /** Picks up the room that the leader has made. */
  refresh(): void {
    const { control } = this.#memory;
    this.table.refresh(control[CONTROL.places] ?? 0);
    this.#pairs.refresh(control[CONTROL.placesOfPairs] ?? 0);
  }
}

/** The control words of the two rooms. */
const ROOM = { used: CONTROL.usedPlaces, wanted: CONTROL.wantedPlaces, places: CONTROL.places };
const ROOM_OF_PAIRS = { used: CONTROL.pairs, wanted: CONTROL.wantedPairs, places: CONTROL.placesOfPairs };

/** What `addState` returns besides operations. */
export const IS_NEW = -1;
export const IS_KNOWN = -2;
