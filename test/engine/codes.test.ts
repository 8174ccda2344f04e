import { describe, expect, it } from 'vitest';
import { LINE } from '../scenarios/support/site.ts';
import { type EngineFixture, withEngine } from './support/engine-fixture.ts';

const MOBILE = '13800138000';

async function talked(fixture: EngineFixture) {
  const agent = fixture.agent('8001').registered().answersAfter(1000);
  const caller = await fixture.caller(MOBILE).dials(LINE);
  await fixture.sim.advance(15_000);
  caller.hangsUp();
  await fixture.sim.advance(1000);
  return agent;
}

const tones = (fixture: EngineFixture) =>
  fixture
    .commandsOf('play')
    .flatMap(({ prompts }) => prompts.filter((prompt) => ['tone.ok', 'tone.error'].includes(prompt)));

async function nothingLeft(fixture: EngineFixture) {
  expect(fixture.sim.controls.openResources()).toEqual({ legs: [], bridges: [], playbacks: [] });
}

describe('a feature code', () => {
  it('close.record: after the call: a tone says that it was understood, and the short call is over', () =>
    withEngine(async (fixture) => {
      const agent = await talked(fixture);
      agent.dialsCode('*31');
      await fixture.sim.advance(50);
      expect(agent.inCall).toBe(true);
      await fixture.sim.advance(2000);
      expect(tones(fixture)).toEqual(['tone.ok']);
      expect(agent.gone).toBe(true);
      fixture.records.fact('close.record', 'kept', { agent: '8001' });
      await nothingLeft(fixture);
    }));

  it('has silence before and after its tone, of which a phone would lose the most otherwise', () =>
    withEngine(async (fixture) => {
      const agent = await talked(fixture);
      agent.dialsCode('*31');
      await fixture.sim.advance(2000);
      const [said] = fixture.commandsOf('play').filter(({ prompts }) => prompts.includes('tone.ok'));
      expect(said?.prompts).toEqual(['tone.pause', 'tone.ok', 'tone.pause']);
      // the whole call: two silences of 400 ms and the tone
      expect(agent.gone).toBe(true);
    }));

  it.each(['*39', '*3', '*4', '123', '*32*31'])('that means nothing: %s: another tone', (code) =>
    withEngine(async (fixture) => {
      const agent = await talked(fixture);
      agent.dialsCode(code);
      await fixture.sim.advance(2000);
      expect(tones(fixture)).toEqual(['tone.error']);
      expect(fixture.records.happened('disposition')).toEqual([]);
      await nothingLeft(fixture);
    }),
  );

  it('of an agent who has no call to write down', () =>
    withEngine(async (fixture) => {
      const agent = fixture.agent('8002').registered();
      await fixture.sim.advance(100);
      agent.dialsCode('*31');
      await fixture.sim.advance(2000);
      expect(tones(fixture)).toEqual(['tone.error']);
      await nothingLeft(fixture);
    }));

  it('twice: the second changes what was written down, until the time for it is over', () =>
    withEngine(async (fixture) => {
      const agent = await talked(fixture);
      for (const [code, afterMs] of [
        ['*31', 2000],
        ['*32', 20_000],
        ['*31', 2000],
      ] as const) {
        agent.dialsCode(code);
        await fixture.sim.advance(afterMs);
      }
      expect(tones(fixture)).toEqual(['tone.ok', 'tone.ok', 'tone.error']);
      expect(fixture.records.happened('disposition')).toHaveLength(2);
    }));

  it('that asks for the state: it is said in the language of the agent, between silences', () =>
    withEngine(async (fixture) => {
      const agent = fixture.agent('8001').registered();
      await fixture.sim.advance(100);
      agent.dialsCode('*12');
      await fixture.sim.advance(10_000);
      const said = { prompts: ['tone.pause', 'state.free', 'tone.pause'], language: 'zh' };
      expect(fixture.commandsOf('play')).toMatchObject([said]);
      expect(agent.gone).toBe(true);
      await nothingLeft(fixture);
    }));

  it('and the phone is put down before the tone, or breaks off in it', () =>
    withEngine(async (fixture) => {
      const agent = await talked(fixture);
      agent.dialsCode('*31');
      agent.hangsUp();
      await fixture.sim.advance(1000);
      agent.dialsCode('*31');
      await fixture.sim.advance(50);
      agent.isCutOff();
      await fixture.sim.advance(1000);
      expect(fixture.errors()).toEqual([]);
      await nothingLeft(fixture);
    }));

  it('of an agent whose tone cannot be played: the short call is over all the same', () =>
    withEngine(async (fixture) => {
      const agent = await talked(fixture);
      fixture.sim.telephony.fail('play', 'REFUSED');
      agent.dialsCode('*31');
      await fixture.sim.advance(1000);
      expect(agent.gone).toBe(true);
      await nothingLeft(fixture);
    }));

  it('close.record: the next caller gets the agent when the phone is down again, and not in vain before', () =>
    withEngine(async (fixture) => {
      const agent = await talked(fixture);
      const next = await fixture.caller('13912345678').dials(LINE);
      await fixture.sim.advance(1000);
      agent.dialsCode('*31');
      await fixture.sim.advance(4000);
      expect(fixture.records.happened('agentSkipped')).toEqual([]);
      expect(next.inCall && agent.inCall).toBe(true);
      next.hangsUp();
      await fixture.sim.advance(1000);
    }));

  it('answer.rings: a phone that dials a code is not rung meanwhile', () =>
    withEngine(async (fixture) => {
      const agent = fixture.agent('8001').registered().answersAfter(1000);
      await fixture.sim.advance(100);
      agent.dialsCode('*31');
      const caller = await fixture.caller(MOBILE).dials(LINE);
      await fixture.sim.advance(5000);
      expect(fixture.records.happened('agentSkipped')).toEqual([]);
      expect(caller.inCall && agent.inCall).toBe(true);
      caller.hangsUp();
      await fixture.sim.advance(1000);
    }));
});
