/** The styles that reports use. */
export type PaintStyle = "bold" | "dim" | "red" | "green" | "yellow" | "cyan";

/** Gives a piece of a report a style, or leaves it as it is if there are no colours. */
export type Paint = (style: PaintStyle, text: string) => string;

/** No colours. */
export const plain: Paint = (_style, text) => text;
