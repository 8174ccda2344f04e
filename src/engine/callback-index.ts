import { countBefore, type Dials, isDial } from '../core/callback/dial-policy.ts';
import { type CallbackState, isOpen } from '../core/callback/state.ts';
import type { CallbackId } from '../core/ids.ts';

/** The callbacks by number, with the times of their calls, to check limits fast (callback.purpose). */
export class CallbackIndex {
  readonly #byNumber = new Map<string, Map<CallbackId, CallbackState>>();
  readonly #dialsOfNumber = new Map<string, number[]>();
  readonly #dialsOfLine = new Map<string, number[]>();

  /** `before` is what was put under its id; undefined: nothing. */
  put(callback: CallbackState, before: CallbackState | undefined): void {
    if (before && before.number !== callback.number) {
      // callback.number: the caller has corrected it
      this.remove(before);
      this.put(callback, undefined);
      return;
    }
    if (before && before.attempts !== callback.attempts) this.#forgetDials(before);
    inside(this.#byNumber, callback.number, () => new Map()).set(callback.id, callback);
    if (before?.attempts === callback.attempts) return;
    for (const at of dialsOf(callback)) {
      insert(
        inside(this.#dialsOfNumber, callback.number, () => []),
        at,
      );
      insert(
        inside(this.#dialsOfLine, callback.line, () => []),
        at,
      );
    }
  }

  remove(callback: CallbackState): void {
    this.#forgetDials(callback);
    const same = this.#byNumber.get(callback.number);
    same?.delete(callback.id);
    if (same?.size === 0) this.#byNumber.delete(callback.number);
  }

  ofNumber(number: string): Iterable<CallbackState> {
    return this.#byNumber.get(number)?.values() ?? [];
  }

  open(number: string, line: string): CallbackState | undefined {
    for (const callback of this.ofNumber(number)) {
      if (callback.line === line && isOpen(callback)) return callback;
    }
    return undefined;
  }

  dials(number: string, line: string): Dials {
    return {
      ofNumber: this.#dialsOfNumber.get(number) ?? [],
      ofLine: this.#dialsOfLine.get(line) ?? [],
    };
  }

  #forgetDials(callback: CallbackState): void {
    for (const at of dialsOf(callback)) {
      drop(this.#dialsOfNumber, callback.number, at);
      drop(this.#dialsOfLine, callback.line, at);
    }
  }
}

/** UTC ms. */
function dialsOf({ attempts }: CallbackState): number[] {
  return attempts.filter(isDial).map(({ at }) => at);
}

/** Most come in their order. */
function insert(times: number[], at: number): void {
  times.splice(countBefore(times, at), 0, at);
}

function drop(of: Map<string, number[]>, key: string, at: number): void {
  const times = of.get(key) ?? [];
  const index = countBefore(times, at);
  if (times[index] === at) times.splice(index, 1);
  if (times.length === 0) of.delete(key);
}

function inside<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
