import { describe, expect, it } from 'vitest';
import { LINE } from '../scenarios/support/site.ts';
import { type House, inHouse } from './support/house.ts';

const MOBILE = '13800138000';

async function talked(house: House) {
  const agent = house.agent('8001').registered().answersAfter(1000);
  const caller = await house.caller(MOBILE).dials(LINE);
  await house.sim.advance(15_000);
  caller.hangsUp();
  await house.sim.advance(1000);
  return agent;
}

const tones = (house: House) =>
  house
    .did('play')
    .flatMap(({ prompts }) =>
      prompts.filter((prompt) => prompt.startsWith('tone.') && prompt !== 'tone.connect'),
    );

async function nothingLeft(house: House) {
  expect(house.sim.outside.leaks()).toEqual({ legs: [], bridges: [], playbacks: [] });
}

describe('a feature code', () => {
  it('close.record: after the call: a tone says that it was understood, and the short call is over', () =>
    inHouse(async (house) => {
      const agent = await talked(house);
      agent.dialsCode('*31');
      await house.sim.advance(50);
      expect(agent.inCall).toBe(true);
      await house.sim.advance(2000);
      expect(tones(house)).toEqual(['tone.ok']);
      expect(agent.gone).toBe(true);
      house.records.fact('close.record', 'kept', { agent: '8001' });
      await nothingLeft(house);
    }));

  it.each(['*39', '*3', '*4', '123', '*32*31'])('that means nothing: %s: another tone', (code) =>
    inHouse(async (house) => {
      const agent = await talked(house);
      agent.dialsCode(code);
      await house.sim.advance(2000);
      expect(tones(house)).toEqual(['tone.error']);
      expect(house.records.happened('disposition')).toEqual([]);
      await nothingLeft(house);
    }),
  );

  it('of an agent who has no call to write down', () =>
    inHouse(async (house) => {
      const agent = house.agent('8002').registered();
      await house.sim.advance(100);
      agent.dialsCode('*31');
      await house.sim.advance(2000);
      expect(tones(house)).toEqual(['tone.error']);
      await nothingLeft(house);
    }));

  it('twice: the second has nothing to write down', () =>
    inHouse(async (house) => {
      const agent = await talked(house);
      for (const code of ['*31', '*32']) {
        agent.dialsCode(code);
        await house.sim.advance(2000);
      }
      expect(tones(house)).toEqual(['tone.ok', 'tone.error']);
      expect(house.records.happened('disposition')).toHaveLength(1);
    }));

  it('and the phone is put down before the tone, or breaks off in it', () =>
    inHouse(async (house) => {
      const agent = await talked(house);
      agent.dialsCode('*31');
      agent.hangsUp();
      await house.sim.advance(1000);
      agent.dialsCode('*31');
      await house.sim.advance(50);
      agent.isCutOff();
      await house.sim.advance(1000);
      expect(house.errors()).toEqual([]);
      await nothingLeft(house);
    }));

  it('of an agent whose tone cannot be played: the short call is over all the same', () =>
    inHouse(async (house) => {
      const agent = await talked(house);
      house.sim.telephony.fail('play', 'REFUSED');
      agent.dialsCode('*31');
      await house.sim.advance(1000);
      expect(agent.gone).toBe(true);
      await nothingLeft(house);
    }));

  it('close.record: the next caller gets the agent when the phone is down again, and not in vain before', () =>
    inHouse(async (house) => {
      const agent = await talked(house);
      const next = await house.caller('13912345678').dials(LINE);
      await house.sim.advance(1000);
      agent.dialsCode('*31');
      await house.sim.advance(4000);
      expect(house.records.happened('agentPassedOver')).toEqual([]);
      expect(next.inCall && agent.inCall).toBe(true);
      next.hangsUp();
      await house.sim.advance(1000);
    }));

  it('answer.rings: a phone that dials a code is not rung meanwhile', () =>
    inHouse(async (house) => {
      const agent = house.agent('8001').registered().answersAfter(1000);
      await house.sim.advance(100);
      agent.dialsCode('*31');
      const caller = await house.caller(MOBILE).dials(LINE);
      await house.sim.advance(5000);
      expect(house.records.happened('agentPassedOver')).toEqual([]);
      expect(caller.inCall && agent.inCall).toBe(true);
      caller.hangsUp();
      await house.sim.advance(1000);
    }));
});
