import { describe, expect, it } from 'vitest';
import { hearing } from '../scenarios/support/hearing.ts';
import { type EngineFixture, withEngine } from './support/engine-fixture.ts';
import {
  afterSeconds,
  expectHearing,
  phase,
  putOnHold,
  type RestartCase,
  talkToAgent,
} from './support/restart-helpers.ts';

const CALLER = '13800138000';

async function story(test: (story: RestartCase) => Promise<void>): Promise<void> {
  await withEngine(async (fixture) => {
    const one = { fixture, caller: fixture.caller(CALLER), agent: fixture.agent('8001') };
    await test(one);
    for (const { station } of [one.caller, one.agent.unregistered()]) if (station.leg) station.hangUp();
    await fixture.sim.advance(15_000);
    expect(fixture.sim.controls.openResources()).toEqual({ legs: [], bridges: [], playbacks: [] });
  });
}

/** Two ways to be without Asterisk for ten seconds, in which something happens there. */
const LOSSES: Readonly<Record<string, (test: RestartCase, meanwhile: () => void) => Promise<void>>> = {
  'the link is lost': async ({ fixture: { sim } }, meanwhile) => {
    sim.controls.loseLink('pulled out');
    await sim.advance(5000);
    meanwhile();
    await sim.advance(5000);
    sim.controls.mendLink();
    await sim.advance(500);
  },
  'the engine is away': async ({ fixture }, meanwhile) => {
    await fixture.restart(async () => {
      await fixture.sim.advance(5000);
      meanwhile();
      await fixture.sim.advance(5000);
    });
    await fixture.sim.advance(500);
  },
};

const heardBy = ({ fixture, caller }: RestartCase) =>
  hearing(caller.station, caller.zero, fixture.sim.clock.now().mono);
const at = ({ fixture, caller }: RestartCase) => (fixture.sim.clock.now().mono - caller.zero) / 1000;
const notJudged = ({ records }: EngineFixture) =>
  records.happened('notJudged').map(({ detail }) => detail?.clause);

async function expectTalk(test: RestartCase): Promise<void> {
  expect(await phase(test)).toBe('talking');
  await expectHearing(test, '<8001>');
  hearing(test.agent.station, 0, test.fixture.sim.clock.now().mono).hears(`<${CALLER}>`);
}

describe('the link is lost in the middle of connecting two', () => {
  it.each([
    ['the bridge has been made', 1],
    ['the agent is in it', 2],
  ])('when %s: they hear each other as soon as it is back', (_, requests) =>
    story(async (test) => {
      test.fixture.sim.telephony.breakWithin('connect', requests);
      await talkToAgent(test);
      test.fixture.sim.controls.mendLink();
      await afterSeconds(test, 0.5);
      await expectTalk(test);
    }),
  );

  it('when the agent holds while Asterisk is asked what there is: the customer hears music, and both talk afterwards', () =>
    story(async (test) => {
      const { fixture, agent } = test;
      fixture.sim.telephony.breakWithin('connect', 2);
      await talkToAgent(test);
      let once = true;
      fixture.afterSnapshot = async () => {
        if (!once) return;
        once = false;
        agent.holds();
        await new Promise((go) => fixture.sim.clock.after(50, () => go(null)));
      };
      fixture.sim.controls.mendLink();
      await afterSeconds(test, 10);
      expect(await phase(test)).toBe('held');
      await expectHearing(test, 'music');
      agent.resumes();
      await afterSeconds(test, 5);
      await expectTalk(test);
    }));
});

describe.each(Object.entries(LOSSES))('%s during a hold', (_, away) => {
  it('and the agent takes the call back: nobody is talked over, and a key ends nothing', () =>
    story(async (test) => {
      await putOnHold(test);
      await away(test, () => test.agent.resumes());
      await expectTalk(test);
      const from = at(test);
      await afterSeconds(test, 130);
      test.caller.presses('1');
      await afterSeconds(test, 1);
      await expectTalk(test);
      expect(
        heardBy(test)
          .times('hold.reminder')
          .filter((time) => time > from),
      ).toEqual([]);
      expect(heardBy(test).times('hold.return')).toEqual([]);
      expect(notJudged(test.fixture)).toContain('hold.return');
    }));

  it('and the agent does not: the reassurances go on', () =>
    story(async (test) => {
      await putOnHold(test);
      await away(test, () => undefined);
      expect(await phase(test)).toBe('held');
      const from = at(test);
      await afterSeconds(test, 31);
      expect(
        heardBy(test)
          .times('hold.reminder')
          .filter((time) => time > from).length,
      ).toBeGreaterThan(1);
    }));
});

describe.each(Object.entries(LOSSES))('%s during a talk', (_, away) => {
  it('and the agent holds: the customer is reassured at once, and then as ever', () =>
    story(async (test) => {
      await talkToAgent(test);
      await away(test, () => test.agent.holds());
      const found = at(test);
      await afterSeconds(test, 40);
      const times = heardBy(test)
        .times('hold.reminder')
        .filter((time) => time > found - 1);
      expect(times[0]).toBeLessThan(found);
      expect(times).toHaveLength(3);
      for (const [i, time] of times.slice(1).entries())
        expect(time - (times[i] ?? 0)).toBeLessThanOrEqual(15);
      heardBy(test).hears('music');
      expect(notJudged(test.fixture)).toContain('hold.announce');
      expect(test.fixture.records.judged('hold.announce')).toEqual([]);
      test.agent.resumes();
      await afterSeconds(test, 5);
      await expectTalk(test);
    }));

  it('and the agent holds and takes the call back: nothing is heard of it', () =>
    story(async (test) => {
      await talkToAgent(test);
      await away(test, () => {
        test.agent.holds();
        test.agent.resumes();
      });
      await afterSeconds(test, 20);
      await expectTalk(test);
      heardBy(test).never('hold.reminder');
    }));
});

describe('what changes while Asterisk is asked what there is', () => {
  it('a hold that begins then goes on', () =>
    story(async (test) => {
      await talkToAgent(test);
      let once = true;
      test.fixture.afterSnapshot = async () => {
        if (!once) return;
        once = false;
        test.agent.holds();
        await new Promise((go) => test.fixture.sim.clock.after(50, () => go(null)));
      };
      test.fixture.sim.controls.loseLink('pulled out');
      await afterSeconds(test, 1);
      test.fixture.sim.controls.mendLink();
      await afterSeconds(test, 5);
      expect(await phase(test)).toBe('held');
      heardBy(test).heard(['hold.announce', 'music']);
    }));

  it('two who are being connected then are connected once', () =>
    story(async (test) => {
      test.agent.registered().answersAfter(1000);
      test.fixture.beforeCommand = async (command) => {
        if (command.do !== 'connect') return;
        test.fixture.beforeCommand = () => undefined;
        test.fixture.sim.controls.loseLink('pulled out');
        await new Promise((go) => test.fixture.sim.clock.after(10, () => go(null)));
        test.fixture.sim.controls.mendLink();
        await new Promise((go) => test.fixture.sim.clock.after(500, () => go(null)));
      };
      await talkToAgent(test);
      await expectTalk(test);
      expect(test.fixture.commandsOf('connect')).toHaveLength(1);
    }));
});
