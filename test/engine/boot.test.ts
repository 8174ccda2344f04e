import { describe, expect, it } from 'vitest';
import { callDeadline } from '../../src/core/call/deadline.ts';
import { shiftMonotonicTimes } from '../../src/core/call/shift-times.ts';
import { WAYS } from '../core/support/call-states.ts';
import { hearing } from '../scenarios/support/hearing.ts';
import { withEngine } from './support/engine-fixture.ts';
import {
  afterSeconds,
  dials,
  expectReassurances,
  phase,
  putOnHold,
  type RestartCase,
  talkToAgent,
  waitInQueue,
} from './support/restart-helpers.ts';

const CALLER = '13800138000';

const heardBy = ({ fixture, caller }: RestartCase) =>
  hearing(caller.station, caller.zero, fixture.sim.clock.now().mono);

/** Where a call is when the engine's machine boots, and what comes of it: Asterisk runs elsewhere, and goes on. */
const STORIES: Readonly<Record<string, (test: RestartCase, boot: () => Promise<void>) => Promise<void>>> = {
  'answer.rings: a caller who rings is answered in time': async (test, boot) => {
    await dials(test);
    await afterSeconds(test, 4);
    await boot();
    await afterSeconds(test, 3);
    expect(test.caller.inCall).toBe(true);
    test.fixture.records.fact('answer.rings', 'kept');
  },
  'hold.reminder, hold.limit: a caller who waits is reassured, and gets the offer in time': async (
    test,
    boot,
  ) => {
    await waitInQueue(test);
    await boot();
    await afterSeconds(test, 120);
    expectReassurances(test, 9.3);
    heardBy(test).heard(['callback.offer']).at(129.3, 1);
  },
  'hold.reminder: a caller on hold is reassured': async (test, boot) => {
    await putOnHold(test);
    await boot();
    await afterSeconds(test, 40);
    expectReassurances(test, 15);
  },
  'close.goodbye: a caller who does not hang up is hung up on after the silence': async (test, boot) => {
    await talkToAgent(test);
    test.agent.hangsUp();
    await afterSeconds(test, 6);
    expect(await phase(test)).toBe('closing');
    await boot();
    await afterSeconds(test, 14);
    expect(test.caller.gone).toBe(true);
  },
  'close.record: the time to write a call down ends': async (test, boot) => {
    await talkToAgent(test);
    test.caller.hangsUp();
    await afterSeconds(test, 2);
    await boot();
    await afterSeconds(test, 19);
    const [agent] = await test.fixture.store.agents();
    expect(agent?.doing.is).toBe('free');
  },
};

describe("the engine's machine boots, and takes three seconds", () => {
  it.each(Object.entries(STORIES))('%s', (_, story) =>
    withEngine(async (fixture) => {
      const test = { fixture, caller: fixture.caller(CALLER), agent: fixture.agent('8001') };
      await story(test, async () => {
        await fixture.restart(async () => {
          await fixture.sim.advance(3000);
          fixture.boots();
        });
      });
    }),
  );
});

it.each(Object.entries(WAYS))('%s: the time that the call waits for moves with the clock', (_, way) => {
  const { state, rules } = way();
  const due = callDeadline(state, rules);
  expect(callDeadline(shiftMonotonicTimes(state, -1000), rules)).toBe(due === null ? null : due - 1000);
});
