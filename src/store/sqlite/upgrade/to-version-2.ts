import { missing, type StateChange } from './change.ts';

/** From what versions up to 6287909 wrote to state version 2. One row for each renamed key or value:
 * `value(kind, path, old, new)`, `key(kind, path of the object, old, new)`. They are applied in this order, so that a path
 * has the names of the rows above it. */
export const TO_VERSION_2: readonly StateChange[] = [
  // versions before the HTTP API kept less of a callback
  missing('callback', { agreedAt: null, reserved: false, revision: 1 }),
];
