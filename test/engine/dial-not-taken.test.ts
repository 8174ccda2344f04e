import { expect, it } from 'vitest';
import type { Command } from '../../src/core/commands.ts';
import { type EngineFixture, withEngine } from './support/engine-fixture.ts';
import { afterSeconds, calledBack, type RestartCase } from './support/restart-helpers.ts';

const CUSTOMER = '13800138000';

/** A customer is called back, and this happens as Asterisk is to dial their number. */
async function story(
  atDial: (fixture: EngineFixture) => void,
  test: (story: RestartCase) => Promise<void>,
): Promise<void> {
  await withEngine(async (fixture) => {
    const one = { fixture, caller: fixture.caller(CUSTOMER), agent: fixture.agent('8001') };
    fixture.beforeCommand = (command: Command) => {
      if (command.do !== 'dial' || !('customer' in command.to)) return;
      fixture.beforeCommand = () => undefined;
      atDial(fixture);
    };
    one.caller.answersAfter(1000);
    await calledBack(one, 20);
    await test(one);
  });
}

const callback = async ({ store }: EngineFixture) =>
  (await store.callbacks({ limit: 1 }))[0] ?? expect.fail('no callback');

it('callback.unanswered: a dial that never reached Asterisk is no attempt, counts for no limit, and is made soon after', () =>
  story(
    ({ sim }) => sim.controls.loseLink('pulled out'),
    async (test) => {
      const { fixture } = test;
      expect((await callback(fixture)).attempts).toMatchObject([{ outcome: 'notDialled' }]);
      expect(fixture.records.happened('customerDialled')).toEqual([]);
      expect(fixture.records.happened('customerNotReached')).toEqual([]);
      fixture.sim.controls.mendLink();
      await afterSeconds(test, 60);
      expect(fixture.records.happened('customerDialled')).toMatchObject([{ detail: { attempt: 1 } }]);
      expect(test.caller.inCall).toBe(true);
    },
  ));

it('callback.unanswered: a dial of which nobody knows whether Asterisk took it counts, and the phone stops ringing', () =>
  story(
    ({ sim }) => sim.telephony.breakWithin('dial', 1),
    async (test) => {
      const { fixture } = test;
      test.caller.doesNotAnswer();
      expect((await callback(fixture)).attempts).toMatchObject([{ outcome: 'unreachable' }]);
      expect(fixture.records.happened('customerDialled')).toHaveLength(1);
      fixture.sim.controls.mendLink();
      await afterSeconds(test, 1);
      expect(test.caller.gone).toBe(true);
      await afterSeconds(test, 60);
      expect(fixture.records.happened('customerDialled')).toHaveLength(1);
    },
  ));
