import { describe, expect, it } from 'vitest';
import {
  type Cast,
  calledBack,
  dialledOnce,
  dials,
  go,
  hears,
  hold,
  phase,
  queue,
  reassured,
  talk,
} from './support/cast.ts';
import { inHouse } from './support/house.ts';

const MOBILE = '13800138000';
const OTHER = '13912345678';

/** Brings a call somewhere, and says what must have come about some time after the engine was away. */
interface Restart {
  readonly to: (cast: Cast) => Promise<void>;
  readonly comes: (cast: Cast) => Promise<void> | void;
}

const RESTARTS: Readonly<Record<string, Restart>> = {
  'ringing: answered in time': {
    to: async (cast) => {
      await dials(cast);
      await go(cast, 4);
    },
    comes: async (cast) => {
      await go(cast, 3);
      expect(cast.caller.inCall).toBe(true);
      expect(cast.house.records.judged('answer.rings')).toMatchObject([{ verdict: 'kept', by: 'engine' }]);
    },
  },
  'ringing, a phone rings: it is rung no longer than its share': {
    to: async (cast) => {
      cast.agent.registered().doesNotAnswer();
      await dials(cast);
      await go(cast, 1);
    },
    comes: async (cast) => {
      await go(cast, 1.5);
      expect(cast.agent.gone).toBe(true);
      expect(cast.house.records.happened('agentPassedOver')).toMatchObject([{ detail: { how: 'noAnswer' } }]);
    },
  },
  'greeting: they are connected when it is over': {
    to: async (cast) => {
      cast.agent.registered().answersAfter(1000);
      await dials(cast);
      await go(cast, 2);
    },
    comes: async (cast) => {
      await go(cast, 12);
      await hears(cast, '<8001>');
    },
  },
  'waiting: reassured in time': {
    to: queue,
    comes: async (cast) => {
      await go(cast, 60);
      reassured(cast, 9.3);
    },
  },
  'waiting, a reassurance: it is heard out, and the next is in time': {
    to: async (cast) => {
      await queue(cast);
      await go(cast, 11);
      await hears(cast, 'hold.reminder');
    },
    comes: async (cast) => {
      await go(cast, 30);
      reassured(cast, 9.3);
    },
  },
  'waiting, the offer: it can be taken': {
    to: async (cast) => {
      await dials(cast);
      await go(cast, 133);
    },
    comes: async (cast) => {
      cast.caller.presses('1');
      await go(cast, 1);
      expect(await cast.house.store.callbacks({ limit: 9 })).toMatchObject([{ kind: 'queue' }]);
    },
  },
  'keying: goes on from the digits that were taken': {
    to: async (cast) => {
      await dials(cast);
      await go(cast, 142);
      cast.caller.presses('2');
      await go(cast, 6);
      cast.caller.presses(OTHER.slice(0, 6));
      await go(cast, 2);
    },
    comes: async (cast) => {
      cast.caller.presses(`${OTHER.slice(6)}#`);
      await go(cast, 3);
      cast.caller.presses('1');
      await go(cast, 1);
      expect(await cast.house.store.callbacks({ limit: 9 })).toMatchObject([{ number: `+86${OTHER}` }]);
    },
  },
  'talking: can be held': {
    to: talk,
    comes: async (cast) => {
      cast.agent.holds();
      await go(cast, 1);
      await hears(cast, 'hold.announce');
    },
  },
  'held: reassured in time, and resumed': {
    to: hold,
    comes: async (cast) => {
      await go(cast, 40);
      reassured(cast, 15);
      cast.agent.resumes();
      await go(cast, 5);
      await hears(cast, '<8001>');
    },
  },
  'closing: the silence ends': {
    to: async (cast) => {
      await talk(cast);
      cast.agent.hangsUp();
      await go(cast, 6);
    },
    comes: async (cast) => {
      await go(cast, 14);
      expect(cast.caller.gone).toBe(true);
      expect(cast.house.records.judged('close.goodbye').length).toBe(1);
    },
  },
  'over, to be written down: it can be, and the agent is free then': {
    to: async (cast) => {
      await talk(cast);
      cast.caller.hangsUp();
      await go(cast, 2);
    },
    comes: async (cast) => {
      cast.agent.dialsCode('*31');
      await go(cast, 2);
      cast.house.records.fact('close.record', 'kept', { agent: '8001' });
      const [agent] = await cast.house.store.agents();
      expect(agent?.doing.is).toBe('free');
    },
  },
  'callback, the agent’s phone rings: rung once': {
    to: async (cast) => {
      await calledBack(cast, 0.5);
      expect(await phase(cast)).toBe('ringingAgent');
    },
    comes: async (cast) => {
      cast.caller.answersAfter(1000);
      await go(cast, 40);
      dialledOnce(cast);
      await hears(cast, '<8001>');
    },
  },
  'callback, the whisper: dialled once': {
    to: async (cast) => {
      await calledBack(cast, 4);
      expect(await phase(cast)).toBe('whispering');
    },
    comes: async (cast) => {
      cast.caller.answersAfter(1000);
      await go(cast, 40);
      dialledOnce(cast);
      await hears(cast, '<8001>');
    },
  },
  'callback, the customer’s phone rings: dialled once': {
    to: async (cast) => {
      cast.caller.doesNotAnswer();
      await calledBack(cast, 20);
      expect(await phase(cast)).toBe('dialling');
    },
    comes: async (cast) => {
      cast.caller.answers();
      await go(cast, 15);
      dialledOnce(cast);
      await hears(cast, '<8001>');
    },
  },
  'callback, talked, to be written down: settled when its time is over': {
    to: async (cast) => {
      cast.caller.answersAfter(1000);
      await calledBack(cast, 45);
      expect(await phase(cast)).toBe('talking');
      cast.caller.hangsUp();
      await go(cast, 2);
    },
    comes: async (cast) => {
      await go(cast, 30);
      expect(await cast.house.store.callbacks({ limit: 9 })).toMatchObject([{ status: { is: 'settled' } }]);
    },
  },
};

describe('the engine is away for three seconds while a call is', () => {
  it.each(Object.entries(RESTARTS))('%s', (_, { to, comes }) =>
    inHouse(async (house) => {
      const cast = { house, caller: house.caller(MOBILE), agent: house.agent('8001') };
      await to(cast);
      await house.restart(() => house.sim.advance(3000));
      await comes(cast);
      expect(house.errors()).toEqual([]);
      for (const { station } of [cast.caller, cast.agent.unregistered()]) if (station.leg) station.hangUp();
      await house.sim.advance(15_000);
      expect(house.sim.outside.leaks()).toEqual({ legs: [], bridges: [], playbacks: [] });
    }),
  );
});
