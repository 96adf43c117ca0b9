import { taskNumber } from "../../../src/model/numbers.ts";

/** The first tasks of a history. */
export const [ONE, TWO, THREE] = [taskNumber(1), taskNumber(2), taskNumber(3)];
