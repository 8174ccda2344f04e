import { expect } from 'vitest';
import type { Heard, SimulatedPhone } from '../../../src/telephony/simulated/index.ts';

/** What is shorter and no prompt is the way from one sound to the next, and no ear notices. */
const GAP_MS = 60;

/** One thing that was heard: a prompt's id (`hold.reminder`, or `hold.reminder, cut`), `music`, `ringing`, `silence`, or
 * `<8001>` for a person; times in seconds. */
export interface Sound {
  readonly what: string;
  readonly from: number;
  readonly to: number;
}

/** What a station has heard, since `zero` (monotonic ms). */
export function soundsOf(station: SimulatedPhone, zero: number): Sound[] {
  return station.heard
    .filter(({ from, to, what }) => to - from >= GAP_MS || (typeof what === 'object' && 'prompt' in what))
    .map(({ from, to, what }) => ({
      what: nameOf(what),
      from: (from - zero) / 1000,
      to: (to - zero) / 1000,
    }));
}

function nameOf(what: Heard['what']): string {
  if (typeof what === 'string') return what;
  if ('party' in what) return `<${what.party}>`;
  return what.cut ? `${what.prompt}, cut` : what.prompt;
}

/** Where a run of sounds was found. */
export interface Found {
  /** It began then, in seconds, within `tolerance` (0.05 s). */
  at(seconds: number, tolerance?: number): Found;
  /** It began no later. */
  by(seconds: number): Found;
  /** When it began and ended. */
  readonly from: number;
  readonly to: number;
}

/** What can be asked of an ear. Times are seconds since the person's call began. */
export interface Hearing {
  /** These, one right after the other. `from`: only what began at that time or later counts. */
  heard(whats: readonly string[], from?: number): Found;
  never(what: string): void;
  /** When each of these began. */
  times(what: string): number[];
  /** That is what is being heard now. */
  hears(what: string): void;
}

export function hearing(station: SimulatedPhone, zero: number, now: number): Hearing {
  const sounds = soundsOf(station, zero);
  const told = () => sounds.map(({ what, from }) => `${from.toFixed(2)} ${what}`).join('\n');
  const at = (now - zero) / 1000;
  return {
    heard: (whats, from = Number.NEGATIVE_INFINITY) => {
      const start = sounds.findIndex(
        (sound, index) => sound.from >= from && whats.every((what, i) => sounds[index + i]?.what === what),
      );
      const first = sounds[start];
      const last = sounds[start + whats.length - 1];
      if (first === undefined || last === undefined) {
        return expect.fail(`${station.name} did not hear ${whats.join(', ')}, but:\n${told()}`);
      }
      return found(first.from, last.to, `${station.name}: ${whats.join(', ')}\n${told()}`);
    },
    never: (what) =>
      expect(
        sounds.filter((sound) => sound.what.startsWith(what)),
        told(),
      ).toEqual([]),
    times: (what) => sounds.filter((sound) => sound.what === what).map(({ from }) => from),
    hears: (what) =>
      expect(
        sounds.filter(({ to }) => to >= at).map((sound) => sound.what),
        told(),
      ).toContain(what),
  };
}

function found(from: number, to: number, told: string): Found {
  const self: Found = {
    from,
    to,
    at: (seconds, tolerance = 0.05) => {
      expect(Math.abs(from - seconds), `at ${from}, not ${seconds}: ${told}`).toBeLessThanOrEqual(tolerance);
      return self;
    },
    by: (seconds) => {
      expect(from, told).toBeLessThanOrEqual(seconds);
      return self;
    },
  };
  return self;
}
