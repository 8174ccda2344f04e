/** One reading of both clocks. Waiting times and gaps are differences of `mono`; appointments are `wall`. A wall clock
 * that jumps therefore breaks neither. */
export interface Timestamp {
  /** Milliseconds of a clock that only goes forward, the same for every process since the machine booted. */
  readonly mono: number;
  /** UTC milliseconds since 1970. */
  readonly wall: number;
}
