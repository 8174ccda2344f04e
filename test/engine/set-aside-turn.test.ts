import { expect, it } from 'vitest';
import type { Command } from '../../src/core/commands.ts';
import type { QueuedCommand } from '../../src/engine/change-set.ts';
import { CommitQueue } from '../../src/engine/commit-queue.ts';
import { BATCH_REFUSED, type Batch, type Store } from '../../src/engine/store-port.ts';
import { keptLog } from '../scenarios/support/records.ts';

const dial = (to: Extract<Command, { do: 'dial' }>['to']): Command => ({
  ...{ do: 'dial', leg: 'one-leg', to, callerId: { number: '4008001234' }, giveUpMs: 1000 },
});
const play = (playback: string): Command => ({
  ...{ do: 'play', playback, on: { leg: 'two-leg' }, prompts: ['hold.promise'], language: 'zh' },
});
const CUSTOMER: QueuedCommand = { call: 'one', command: dial({ customer: '13800138000' }) };
const AGENT: QueuedCommand = { call: 'three', command: dial({ agent: '8001' }) };
const PROMISE: QueuedCommand = { call: 'two', command: play('two-play1') };
const OTHER: QueuedCommand = { call: 'four', command: play('four-play1') };

it('of a turn that the store will never take nobody is dialled, nothing promised is said, and all else goes on', async () => {
  const told: { superseded?: readonly QueuedCommand[]; refused?: readonly QueuedCommand[] } = {};
  const refuses = Object.assign(new Error('no'), { code: BATCH_REFUSED });
  const store = { commit: () => Promise.reject(refuses) } as unknown as Store;
  const clock = { now: () => ({ wall: 0, mono: 0 }), wakeAt: () => () => undefined };
  const queue = new CommitQueue(
    { store, clock, log: keptLog([]) },
    {
      retry: () => undefined,
      publish: () => undefined,
      superseded: (commands) => {
        told.superseded = commands;
      },
      refused: (_error, _batch, commands) => {
        told.refused = commands;
      },
    },
  );
  const commands = [CUSTOMER, PROMISE, AGENT, OTHER];
  const batch = { durable: true, answers: [] } as unknown as Batch;
  const ready = await queue.commit({ isEmpty: false, batch, commands, waiting: new Set(['two']) });
  expect(ready).toEqual([AGENT, OTHER]);
  expect(told).toEqual({ superseded: [CUSTOMER], refused: [PROMISE] });
  expect(await queue.kept(0)).toBe(false);
  expect(queue.hasBacklog).toBe(false);
});
