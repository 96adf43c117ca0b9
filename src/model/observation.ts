/**
 * A world of a design, as properties, reports and backends see it. It is a snapshot: later operations do not change it. The domain defines what it shows
 * (`Domain`).
 */
export type Observation = object;
