import { setImmediate } from 'node:timers/promises';
import type { Command } from '../../../src/core/commands.ts';
import { Performer } from '../../../src/engine/perform.ts';
import {
  type Clock,
  TelephonyError,
  type TelephonyErrorCode,
  type TelephonyEvent,
} from '../../../src/engine/ports.ts';
import { keptLog, type LogLine } from '../../scenarios/support/records.ts';

const CLOCK = { now: () => ({ wall: 0, mono: 1000 }), wakeAt: () => () => undefined };
/** A clock that wakes at once. */
export const soon = (_at: number, wake: () => void) => {
  void setImmediate().then(wake);
  return () => undefined;
};

/** A performer whose commands are carried out as the test says. */
export function bench(
  carryOut: (command: Command) => Promise<void> | void,
  clock: Partial<Clock> = {},
  callers: () => Promise<string[]> = async () => ['13900139000'],
) {
  const done: Command[] = [];
  const reports: TelephonyEvent[] = [];
  const lines: LogLine[] = [];
  const telephony = {
    perform: async (command: Command) => {
      await carryOut(command);
      done.push(command);
    },
    start: async () => undefined,
    callers,
    stop: async () => undefined,
    snapshot: async () => ({ legs: [], bridges: [], playbacks: [] }),
  };
  const performer = new Performer(
    { telephony, log: keptLog(lines), clock: { ...CLOCK, ...clock } },
    { report: (event) => reports.push(event), failed: () => undefined },
  );
  return { performer, done, reports, lines };
}

export const answer = (leg: string): Command => ({ do: 'answer', leg });
export const hangUp = (leg: string): Command => ({ do: 'hangUp', leg, reason: 'normal' });
export const PLAY: Command = {
  do: 'play',
  playback: 'c-play1',
  on: { leg: 'a' },
  prompts: ['x'],
  language: 'zh',
};
export const CONNECT: Command = { do: 'connect', bridge: 'c-bridge1', caller: 'a', agent: 'b' };
export const DIAL: Command = {
  do: 'dial',
  leg: 'c-agent1',
  to: { agent: '8001' },
  callerId: { number: '1' },
  giveUpMs: 1,
};

export const fails = (kind: Command['do'], code: TelephonyErrorCode) => (command: Command) => {
  if (command.do === kind) throw new TelephonyError(code, 'it did not work', 'try again');
};
