import { describe, expect, it } from 'vitest';
import { hearing } from '../scenarios/support/hearing.ts';
import { LINE } from '../scenarios/support/site.ts';
import { type EngineFixture, withEngine } from './support/engine-fixture.ts';
import {
  afterSeconds,
  expectReassurances,
  phase,
  type RestartCase,
  talkToAgent,
} from './support/restart-helpers.ts';

const [CALLER, LATER] = ['13800138000', '13800138001'];
/** As many commits as the engine may try before its end. */
const ALL = 1_000_000;

async function story(test: (story: RestartCase) => Promise<void>): Promise<void> {
  await withEngine(async (fixture) => {
    const one = { fixture, caller: fixture.caller(CALLER), agent: fixture.agent('8001') };
    await test(one);
    for (const { station } of [one.caller, one.agent.unregistered()]) if (station.leg) station.hangUp();
    await fixture.sim.advance(15_000);
    expect(fixture.sim.controls.openResources()).toEqual({ legs: [], bridges: [], playbacks: [] });
  });
}

/** The caller rings in, and the link is lost before the engine hears of that. */
async function arrivesUnheard({ fixture: { sim }, caller }: RestartCase): Promise<void> {
  await caller.dials(LINE);
  sim.controls.loseLink('the socket was closed');
}

/** What has happened since the store began to refuse is gone when the engine starts again. */
async function forgets({ fixture }: RestartCase): Promise<void> {
  await fixture.restart(async () => {
    fixture.records.refusals = 0;
    await fixture.sim.advance(2000);
  });
}

const heardBy = ({ fixture, caller }: RestartCase) =>
  hearing(caller.station, caller.zero, fixture.sim.clock.now().mono);
const calls = ({ store }: EngineFixture) => store.calls({ limit: 9 });

describe('a caller whose arrival was lost with the link', () => {
  it('answer.rings: is answered in time once the link is back', () =>
    story(async (test) => {
      await arrivesUnheard(test);
      await afterSeconds(test, 4);
      test.fixture.sim.controls.mendLink();
      await afterSeconds(test, 7);
      expect(test.caller.inCall).toBe(true);
      const [kept] = test.fixture.records.judged('answer.rings');
      expect(kept).toMatchObject({ verdict: 'kept', by: 'engine' });
      // 10 s less the margin, of rings that take 5 s each
      expect(kept?.measured?.value).toBeCloseTo(1.86, 1);
      expect(test.fixture.records.happened('callFound')).toHaveLength(1);
    }));

  it('answer.rings: who has waited too long by then is answered at once, and the breach is on record', () =>
    story(async (test) => {
      await arrivesUnheard(test);
      // in a dialplan of an admin's own, which takes back no caller
      if (test.caller.station.leg) test.caller.station.leg.guarded = false;
      await afterSeconds(test, 20);
      test.fixture.sim.controls.mendLink();
      await afterSeconds(test, 0.5);
      expect(test.caller.inCall).toBe(true);
      const [broken] = test.fixture.records.judged('answer.rings');
      expect(broken).toMatchObject({ verdict: 'broken' });
      expect(broken?.measured?.value).toBeCloseTo(4, 0);
    }));

  it('keeps the place of the arrival', () =>
    story(async (test) => {
      await arrivesUnheard(test);
      await afterSeconds(test, 3);
      test.fixture.sim.controls.mendLink();
      const later = await test.fixture.caller(LATER).dials(LINE);
      await afterSeconds(test, 20);
      test.agent.registered().answersAfter(1000);
      await afterSeconds(test, 12);
      hearing(test.agent.station, 0, test.fixture.sim.clock.now().mono).hears(`<${CALLER}>`);
      later.hangsUp();
    }));
});

describe('the store refuses, and then the engine ends and starts again', () => {
  it('a caller who rings is answered', () =>
    story(async (test) => {
      test.fixture.records.refusals = ALL;
      await test.caller.dials(LINE);
      await afterSeconds(test, 3);
      await forgets(test);
      await afterSeconds(test, 6);
      expect(test.caller.inCall).toBe(true);
      test.fixture.records.fact('answer.rings', 'kept');
    }));

  it('a caller who waits goes on waiting, is reassured, and gets an agent', () =>
    story(async (test) => {
      test.fixture.records.refusals = ALL;
      await test.caller.dials(LINE);
      await afterSeconds(test, 25);
      await forgets(test);
      await afterSeconds(test, 40);
      expect(await phase(test)).toBe('waiting');
      expectReassurances(test, 27);
      const [call] = await calls(test.fixture);
      expect(call?.place).toBeLessThan(test.fixture.sim.clock.now().wall - 60_000);
      test.agent.registered().answersAfter(1000);
      await afterSeconds(test, 15);
      heardBy(test).hears('<8001>');
    }));

  it('two who talk are not disturbed, and the agent has the keys and the hold of any call', () =>
    story(async (test) => {
      test.fixture.records.refusals = ALL;
      await talkToAgent(test);
      await forgets(test);
      await afterSeconds(test, 20);
      expect(await phase(test)).toBe('talking');
      heardBy(test).hears('<8001>');
      const [agent] = await test.fixture.store.agents();
      expect(agent?.doing.is).toBe('talking');
      test.agent.holds();
      await afterSeconds(test, 1);
      heardBy(test).heard(['hold.announce'], 30);
      test.agent.resumes();
      await afterSeconds(test, 3);
      test.agent.hangsUp();
      await afterSeconds(test, 3);
      heardBy(test).heard(['close.goodbye']);
      expect(heardBy(test).heard(['<8001>']).to).toBeGreaterThan(35);
    }));

  it('a caller on hold is reassured, and comes back to the agent', () =>
    story(async (test) => {
      test.fixture.records.refusals = ALL;
      await talkToAgent(test);
      test.agent.holds();
      await afterSeconds(test, 5);
      await forgets(test);
      await afterSeconds(test, 20);
      expect(await phase(test)).toBe('held');
      expect(heardBy(test).times('hold.reminder').length).toBeGreaterThan(0);
      test.agent.resumes();
      await afterSeconds(test, 5);
      heardBy(test).hears('<8001>');
    }));
});
