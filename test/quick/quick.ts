import type { Comparisons } from "../../src/engine/symmetry-test/members.ts";

/**
 * Whether only the quick tests run (`npm run test:quick`): what takes seconds is asked of a sample then. CONTRIBUTING.md says what that leaves out.
 */
export const IS_QUICK = process.env["NSMODEL_QUICK"] !== undefined;

/** How often a property of a test is tried: so often, or a third of it. */
export const timesOf = (usual: number): number => (IS_QUICK ? Math.ceil(usual / 3) : usual);

/** How many states a search compares with others of their orbit: every one, or some, as `nsmodel check` does for the designs that come with it. */
export const COMPARISONS: Comparisons = IS_QUICK ? "some" : "every";
