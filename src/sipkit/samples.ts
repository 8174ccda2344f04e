/** Samples in a millisecond, everywhere in the kit. */
export const PER_MS = 8;
