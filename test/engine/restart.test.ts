import { describe, expect, it } from 'vitest';
import { withEngine } from './support/engine-fixture.ts';
import {
  afterSeconds,
  calledBack,
  dials,
  expectHearing,
  expectOneDialToCustomer,
  expectReassurances,
  phase,
  putOnHold,
  type RestartCase,
  talkToAgent,
  waitInQueue,
} from './support/restart-helpers.ts';

const MOBILE = '13800138000';
const OTHER = '13912345678';

/** Brings a call somewhere, and says what must have come about some time after the engine was away. */
interface Restart {
  readonly to: (test: RestartCase) => Promise<void>;
  readonly comes: (test: RestartCase) => Promise<void> | void;
}

const RESTARTS: Readonly<Record<string, Restart>> = {
  'ringing: answered in time': {
    to: async (test) => {
      await dials(test);
      await afterSeconds(test, 4);
    },
    comes: async (test) => {
      await afterSeconds(test, 3);
      expect(test.caller.inCall).toBe(true);
      expect(test.fixture.records.judged('answer.rings')).toMatchObject([{ verdict: 'kept', by: 'engine' }]);
    },
  },
  'ringing, a phone rings: it is rung no longer than its share': {
    to: async (test) => {
      test.agent.registered().doesNotAnswer();
      await dials(test);
      await afterSeconds(test, 1);
    },
    comes: async (test) => {
      await afterSeconds(test, 1.5);
      expect(test.agent.gone).toBe(true);
      expect(test.fixture.records.happened('agentSkipped')).toMatchObject([{ detail: { how: 'noAnswer' } }]);
    },
  },
  'greeting: they are connected when it is over': {
    to: async (test) => {
      test.agent.registered().answersAfter(1000);
      await dials(test);
      await afterSeconds(test, 2);
    },
    comes: async (test) => {
      await afterSeconds(test, 12);
      await expectHearing(test, '<8001>');
    },
  },
  'waiting: reassured in time': {
    to: waitInQueue,
    comes: async (test) => {
      await afterSeconds(test, 60);
      expectReassurances(test, 9.3);
    },
  },
  'waiting, a reassurance: it is heard out, and the next is in time': {
    to: async (test) => {
      await waitInQueue(test);
      await afterSeconds(test, 11);
      await expectHearing(test, 'hold.reminder');
    },
    comes: async (test) => {
      await afterSeconds(test, 30);
      expectReassurances(test, 9.3);
    },
  },
  'waiting, the offer: it can be taken': {
    to: async (test) => {
      await dials(test);
      await afterSeconds(test, 133);
    },
    comes: async (test) => {
      test.caller.presses('1');
      await afterSeconds(test, 1);
      expect(await test.fixture.store.callbacks({ limit: 9 })).toMatchObject([{ kind: 'queue' }]);
    },
  },
  'enteringNumber: goes on from the digits that were taken': {
    to: async (test) => {
      await dials(test);
      await afterSeconds(test, 142);
      test.caller.presses('2');
      await afterSeconds(test, 6);
      test.caller.presses(OTHER.slice(0, 6));
      await afterSeconds(test, 2);
    },
    comes: async (test) => {
      test.caller.presses(`${OTHER.slice(6)}#`);
      await afterSeconds(test, 3);
      test.caller.presses('1');
      await afterSeconds(test, 1);
      expect(await test.fixture.store.callbacks({ limit: 9 })).toMatchObject([{ number: `+86${OTHER}` }]);
    },
  },
  'talking: can be held': {
    to: talkToAgent,
    comes: async (test) => {
      test.agent.holds();
      await afterSeconds(test, 1);
      await expectHearing(test, 'hold.announce');
    },
  },
  'held: reassured in time, and resumed': {
    to: putOnHold,
    comes: async (test) => {
      await afterSeconds(test, 40);
      expectReassurances(test, 15);
      test.agent.resumes();
      await afterSeconds(test, 5);
      await expectHearing(test, '<8001>');
    },
  },
  'closing: the silence ends': {
    to: async (test) => {
      await talkToAgent(test);
      test.agent.hangsUp();
      await afterSeconds(test, 6);
    },
    comes: async (test) => {
      await afterSeconds(test, 14);
      expect(test.caller.gone).toBe(true);
      expect(test.fixture.records.judged('close.goodbye').length).toBe(1);
    },
  },
  'over, to be written down: it can be, and the agent is free then': {
    to: async (test) => {
      await talkToAgent(test);
      test.caller.hangsUp();
      await afterSeconds(test, 2);
    },
    comes: async (test) => {
      test.agent.dialsCode('*31');
      await afterSeconds(test, 2);
      test.fixture.records.fact('close.record', 'kept', { agent: '8001' });
      const [agent] = await test.fixture.store.agents();
      expect(agent?.doing.is).toBe('free');
    },
  },
  'callback, the agent’s phone rings: rung once': {
    to: async (test) => {
      await calledBack(test, 0.5);
      expect(await phase(test)).toBe('ringingAgent');
    },
    comes: async (test) => {
      test.caller.answersAfter(1000);
      await afterSeconds(test, 40);
      expectOneDialToCustomer(test);
      await expectHearing(test, '<8001>');
    },
  },
  'callback, the whisper: dialled once': {
    to: async (test) => {
      await calledBack(test, 4);
      expect(await phase(test)).toBe('whispering');
    },
    comes: async (test) => {
      test.caller.answersAfter(1000);
      await afterSeconds(test, 40);
      expectOneDialToCustomer(test);
      await expectHearing(test, '<8001>');
    },
  },
  'callback, the customer’s phone rings: dialled once': {
    to: async (test) => {
      test.caller.doesNotAnswer();
      await calledBack(test, 20);
      expect(await phase(test)).toBe('dialling');
    },
    comes: async (test) => {
      test.caller.answers();
      await afterSeconds(test, 15);
      expectOneDialToCustomer(test);
      await expectHearing(test, '<8001>');
    },
  },
  'callback, talked, to be written down: settled when its time is over': {
    to: async (test) => {
      test.caller.answersAfter(1000);
      await calledBack(test, 45);
      expect(await phase(test)).toBe('talking');
      test.caller.hangsUp();
      await afterSeconds(test, 2);
    },
    comes: async (test) => {
      await afterSeconds(test, 30);
      expect(await test.fixture.store.callbacks({ limit: 9 })).toMatchObject([{ status: { is: 'settled' } }]);
    },
  },
};

describe('the engine is away for three seconds while a call is', () => {
  it.each(Object.entries(RESTARTS))('%s', (_, { to, comes }) =>
    withEngine(async (fixture) => {
      const test = { fixture, caller: fixture.caller(MOBILE), agent: fixture.agent('8001') };
      await to(test);
      await fixture.restart(() => fixture.sim.advance(3000));
      await comes(test);
      expect(fixture.errors()).toEqual([]);
      for (const { station } of [test.caller, test.agent.unregistered()]) if (station.leg) station.hangUp();
      await fixture.sim.advance(15_000);
      expect(fixture.sim.controls.openResources()).toEqual({ legs: [], bridges: [], playbacks: [] });
    }),
  );
});
