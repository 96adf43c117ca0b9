/** Names of TLA+ modules (Lamport, "Specifying Systems", and tla+.jj, the grammar of SANY). */

/** The modules that come with TLA+, TLC and Apalache: a module with the same name would hide one of them. */
const MODULES = [
  ...["Apalache", "Bags", "BagsExt", "FiniteSets", "FiniteSetTheorems", "Functions", "Integers", "Json"],
  ...["Naturals", "NaturalsInduction", "Peano", "ProtoReals", "Randomization", "Reals", "RealTime"],
  ...["Sequences", "SequenceTheorems", "TLAPS", "TLC", "TLCExt", "Toolbox", "TypedBags", "Variants"],
  ...["WellFoundedInduction"],
];

const WORDS = [
  ...["ACTION", "ASSUME", "ASSUMPTION", "AXIOM", "BOOLEAN", "BY", "CASE", "CHOOSE", "CONSTANT", "CONSTANTS"],
  ...["COROLLARY", "DEF", "DEFINE", "DEFS", "DOMAIN", "ELSE", "ENABLED", "EXCEPT", "EXTENDS", "FALSE"],
  ...["HAVE", "HIDE", "IF", "IN", "INSTANCE", "LAMBDA", "LEMMA", "LET", "LOCAL", "MODULE", "NEW"],
  ...["OBVIOUS", "OMITTED", "ONLY", "OTHER", "PICK", "PROOF", "PROPOSITION", "PROVE", "QED", "RECURSIVE"],
  ...["STATE", "STRING", "SUBSET", "SUFFICES", "TAKE", "TEMPORAL", "THEN", "THEOREM", "TRUE", "UNCHANGED"],
  ...["UNION", "USE", "VARIABLE", "VARIABLES", "WITH", "WITNESS"],
];

const TAKEN: ReadonlySet<string> = new Set([...MODULES, ...WORDS]);

/** Whether a user's module may have a name. */
export const isModuleName = (name: string): boolean =>
  /^[A-Za-z]\w*$/.test(name) && !/^(?:WF|SF)_/.test(name) && !TAKEN.has(name);
