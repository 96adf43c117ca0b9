/**
 * A world of a design, as properties, reports and backends see it. It is a picture of one moment: a later operation does not change it. What it shows is
 * for the domain to say (`Domain`).
 */
export type Observation = object;
