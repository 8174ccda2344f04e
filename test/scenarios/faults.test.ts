import { describe, expect, it } from 'vitest';
import type { CallerPerson } from './support/people.ts';
import { type Story, scenario } from './support/scenario.ts';
import { aCallerWaits, aHold, aTalk, ENGINE_ANSWERS, GREETING_8001, gaps, MOBILE } from './support/scenes.ts';
import { LINE } from './support/site.ts';
import { aStandard, minutes, seconds } from './support/standard.ts';

const OTHER = '13912345678';

/** Brings a call into a phase, and returns its caller. */
type Phase = (s: Story) => Promise<CallerPerson>;

async function offered(s: Story): Promise<CallerPerson> {
  const caller = await aCallerWaits(s);
  await s.after(seconds(132));
  return caller;
}

const PHASES: Readonly<Record<string, Phase>> = {
  'the call has just come in': (s) => s.caller(MOBILE).dials(LINE),
  'an agent’s phone rings': async (s) => {
    s.agent('8001').registered().doesNotAnswer();
    const caller = await s.caller(MOBILE).dials(LINE);
    await s.after(seconds(2));
    return caller;
  },
  'the agent picks up in that very moment': async (s) => {
    const agent = s.agent('8001').registered().doesNotAnswer();
    const caller = await s.caller(MOBILE).dials(LINE);
    await s.after(seconds(2));
    agent.answers();
    return caller;
  },
  'the greeting': async (s) => {
    s.agent('8001').registered().answersAfter(seconds(1));
    const caller = await s.caller(MOBILE).dials(LINE);
    await s.after(seconds(3));
    return caller;
  },
  'the engine’s greeting': async (s) => {
    const caller = await aCallerWaits(s);
    await s.after(500);
    return caller;
  },
  'music in the queue': async (s) => {
    const caller = await aCallerWaits(s);
    await s.after(seconds(10));
    s.expect(caller).hears('music');
    return caller;
  },
  'a reassurance': async (s) => {
    const caller = await aCallerWaits(s);
    await s.after(seconds(15.5));
    s.expect(caller).hears('hold.reminder');
    return caller;
  },
  'an agent’s phone rings for one who waits': async (s) => {
    const caller = await aCallerWaits(s);
    s.agent('8001').registered().doesNotAnswer();
    await s.after(seconds(3));
    return caller;
  },
  'the offer': async (s) => {
    const caller = await aCallerWaits(s);
    await s.until(() => s.records.happened('offerMade').length > 0, seconds(130));
    await s.after(seconds(4));
    return caller;
  },
  'the number is asked for': async (s) => {
    const caller = await offered(s);
    caller.presses('2');
    await s.after(seconds(1));
    return caller;
  },
  'half a number is keyed in': async (s) => {
    const caller = await offered(s);
    caller.presses('2');
    await s.after(seconds(6));
    caller.presses('1391');
    await s.after(seconds(2));
    return caller;
  },
  'the number is read back': async (s) => {
    const caller = await offered(s);
    caller.presses('2');
    await s.after(seconds(6));
    caller.presses(`${OTHER}#`);
    await s.after(seconds(5));
    return caller;
  },
  'the promise': async (s) => {
    const caller = await offered(s);
    caller.presses('1');
    await s.after(seconds(1));
    return caller;
  },
  'the talk': async (s) => (await aTalk(s)).caller,
  'the announcement of a hold': async (s) => {
    const { caller } = await aHold(s);
    await s.after(seconds(1));
    return caller;
  },
  'music on hold': async (s) => {
    const { caller } = await aHold(s);
    await s.after(seconds(8));
    return caller;
  },
  'the thanks after a hold': async (s) => {
    const { agent, caller } = await aHold(s);
    await s.after(seconds(8));
    agent.resumes();
    await s.after(500);
    return caller;
  },
  'the goodbye': async (s) => {
    const { agent, caller } = await aTalk(s);
    agent.hangsUp();
    await s.after(seconds(1));
    return caller;
  },
  'the silence after the goodbye': async (s) => {
    const { agent, caller } = await aTalk(s);
    agent.hangsUp();
    await s.after(seconds(9));
    return caller;
  },
};

/** Nothing is left of the call, although everybody else is still there. */
async function nothingIsLeft(s: Story): Promise<void> {
  await s.after(seconds(1));
  expect(s.sim.outside.leaks()).toEqual({ legs: [], bridges: [], playbacks: [] });
  expect(s.records.calls.map((call) => call.endedAt !== null)).toEqual([true]);
  expect(s.records.happened('hungUpFirst').length).toBe(1);
}

describe('a caller who hangs up', () => {
  it.each(Object.keys(PHASES))('during: %s', (name) =>
    scenario(aStandard(), async (s) => {
      const caller = await PHASES[name]?.(s);
      caller?.hangsUp();
      s.agent('8001').unregistered();
      await nothingIsLeft(s);
    }),
  );
});

describe('a caller whose line breaks off', () => {
  it.each(Object.keys(PHASES))('during: %s', (name) =>
    scenario(aStandard(), async (s) => {
      const caller = await PHASES[name]?.(s);
      caller?.isCutOff();
      s.agent('8001').unregistered();
      await nothingIsLeft(s);
    }),
  );
});

describe('an agent who goes away', () => {
  it.each([
    'the greeting',
    'the talk',
    'music on hold',
    'the thanks after a hold',
    'the announcement of a hold',
  ])('cut off during: %s, the caller is in the queue, and another agent gets the call', (name) =>
    scenario(aStandard(), async (s) => {
      const caller = await PHASES[name]?.(s);
      const li = s.agent('8001').unregistered();
      li.isCutOff();
      await s.after(seconds(10));
      if (caller === undefined) throw new Error(name);
      s.expect(caller).hears('music');
      const wang = s.agent('8002').registered().answersAfter(seconds(1));
      await s.after(seconds(20));
      s.expect(caller).hears('<8002>');
      s.expect(wang).hears(`<${MOBILE}>`);
    }),
  );

  it('hangs up during the greeting: the caller is not cut off', () =>
    scenario(aStandard(), async (s) => {
      const caller = await PHASES['the greeting']?.(s);
      s.agent('8001').hangsUp();
      await s.after(seconds(3));
      expect(caller?.gone).toBe(false);
      s.fact('close.caller.first', 'broken', { agent: '8001' });
    }));
});

describe('a phone that does not work', () => {
  it.each(['busy', 'decline', 'vanish', 'ring'] as const)('%s: the next agent is tried', (pickup) =>
    scenario(aStandard(), async (s) => {
      s.agent('8001').registered().station.pickup = pickup;
      await s.after(seconds(1));
      const wang = s.agent('8002').registered().answersAfter(seconds(1));
      const caller = await s.caller(MOBILE).dials(LINE);
      await s.after(seconds(20));

      s.expect(caller).hears('<8002>');
      s.expect(wang, caller).heard(['ringing']).by(5.2);
      expect(s.records.happened('agentPassedOver').map(({ by }) => by)).toEqual([{ agent: '8001' }]);
      s.fact('answer.rings', 'kept', { agent: '8002' });
    }),
  );

  it('unregistered while it rings for somebody: the next agent is tried', () =>
    scenario(aStandard(), async (s) => {
      const li = s.agent('8001').registered().doesNotAnswer();
      const caller = await s.caller(MOBILE).dials(LINE);
      await s.after(seconds(2));
      li.unregistered();
      s.agent('8002').registered().answersAfter(seconds(1));
      await s.after(seconds(20));
      s.expect(caller).hears('<8002>');
    }));
});

describe('a command that Asterisk refuses', () => {
  it.each(['TIMED_OUT', 'REFUSED', 'LEG_GONE'] as const)(
    'to connect, %s: the caller waits for another agent',
    (code) =>
      scenario(aStandard(), async (s) => {
        s.sim.telephony.fail('connect', code);
        const li = s.agent('8001').registered().answersAfter(seconds(1));
        const caller = await s.caller(MOBILE).dials(LINE);
        await s.after(seconds(15));
        li.unregistered();
        expect(li.gone).toBe(true);
        await s.after(seconds(10));
        s.takeErrors();
        s.expect(caller).heard(['queue.announce', 'music']);
        s.agent('8002').registered().answersAfter(seconds(1));
        await s.after(seconds(20));
        s.expect(caller).hears('<8002>');
      }),
  );

  it('to ring an agent: the next is tried', () =>
    scenario(aStandard(), async (s) => {
      s.sim.telephony.fail('dial', 'TIMED_OUT');
      s.agent('8001').registered().answersAfter(seconds(1));
      s.agent('8002').registered().answersAfter(seconds(1));
      const caller = await s.caller(MOBILE).dials(LINE);
      await s.after(seconds(15));
      s.takeErrors();
      s.expect(caller).hears('<8002>');
    }));

  it('to greet: the talk begins without', () =>
    scenario(aStandard(), async (s) => {
      s.sim.telephony.fail('play', 'REFUSED');
      s.agent('8001').registered().answersAfter(seconds(1));
      const caller = await s.caller(MOBILE).dials(LINE);
      await s.after(seconds(5));
      s.takeErrors();
      s.expect(caller).hears('<8001>');
      s.fact('answer.greeting', 'broken', 'engine');
    }));
});

describe('nobody there', () => {
  it('no agents at all: ringing, the greeting, reassurances, the offer', () =>
    scenario(aStandard(), async (s) => {
      const caller = await aCallerWaits(s);
      await s.after(minutes(3));
      s.expect(caller).heard(['ringing', 'salute.morning', 'company', 'queue.announce', 'music']).at(0);
      const times = s.expect(caller).times('hold.reminder');
      for (const gap of gaps(times, ENGINE_ANSWERS)) expect(gap).toBeLessThanOrEqual(15);
      expect(s.expect(caller).times('callback.offer').length).toBeGreaterThanOrEqual(1);
    }));

  it('a number that is no line of ours is turned away', () =>
    scenario(aStandard(), async (s) => {
      const caller = await s.caller(MOBILE).dials('4009999999');
      await s.after(seconds(1));
      expect(caller.gone).toBe(true);
      expect(s.log.some(({ level, detail }) => level === 'warn' && detail?.line === '4009999999')).toBe(true);
    }));
});

describe('keys and presses that nobody asked for', () => {
  it('a hold pressed twice is one hold', () =>
    scenario(aStandard(), async (s) => {
      const { agent, caller } = await aHold(s);
      agent.holds();
      await s.after(seconds(1));
      agent.holds();
      await s.after(seconds(20));
      expect(s.expect(caller).times('hold.announce')).toHaveLength(1);
      agent.resumes();
      await s.after(seconds(5));
      s.expect(caller).hears('<8001>');
    }));

  it('hold and resume within a few milliseconds leave both talking', () =>
    scenario(aStandard(), async (s) => {
      const { agent, caller } = await aTalk(s);
      for (let n = 0; n < 5; n += 1) {
        agent.holds();
        await s.after(3);
        agent.resumes();
        await s.after(2);
      }
      await s.after(seconds(5));
      s.expect(caller).hears('<8001>');
      s.expect(agent).hears(`<${MOBILE}>`);
    }));

  it.each(Object.keys(PHASES).filter((name) => !/offer|number|promise/.test(name)))(
    'digits during: %s',
    (name) =>
      scenario(aStandard(), async (s) => {
        const caller = await PHASES[name]?.(s);
        caller?.presses('0123456789*#');
        await s.after(seconds(2.5));
        expect(s.records.callbacks).toEqual([]);
        expect(caller?.gone).toBe(false);
      }),
  );

  it('the agent’s keys are no code of the caller’s', () =>
    scenario(aStandard(), async (s) => {
      const { agent, caller } = await aTalk(s);
      agent.presses('12#*9*3');
      await s.after(seconds(4));
      s.expect(caller).hears('<8001>');
      expect(s.records.happened('disposition')).toEqual([]);
    }));
});

describe('a prompt that is not there', () => {
  it('in a greeting: the rest is said, and the call goes on', () =>
    scenario(
      aStandard(),
      async (s) => {
        s.agent('8001').registered().answersAfter(seconds(1));
        const caller = await s.caller(MOBILE).dials(LINE);
        await s.after(seconds(20));
        s.expect(caller).heard(['ringing', ...GREETING_8001.filter((id) => id !== 'company'), '<8001>']);
      },
      { missing: ['company'] },
    ));

  it.each([
    ['hold.announce', 'hold.announce'],
    ['hold.reminder', 'hold.reminder'],
    ['hold.return', 'hold.return'],
  ] as const)('%s: on record as broken, and the call goes on', (prompt, clause) =>
    scenario(
      aStandard(),
      async (s) => {
        const { agent, caller } = await aHold(s);
        await s.after(seconds(20));
        s.expect(caller).hears('music');
        agent.resumes();
        await s.after(seconds(5));
        s.expect(caller).hears('<8001>');
        s.expect(agent).hears(`<${MOBILE}>`);
        s.fact(clause, 'broken', 'engine');
        expect(s.records.happened('promptFailed').length).toBeGreaterThanOrEqual(1);
      },
      { missing: [prompt] },
    ),
  );

  it('every prompt: callers and agents are still brought together', () =>
    scenario(
      aStandard(),
      async (s) => {
        const caller = await aCallerWaits(s);
        await s.after(seconds(30));
        s.agent('8001').registered().answersAfter(seconds(1));
        await s.after(seconds(5));
        s.expect(caller).hears('<8001>');
        s.fact('answer.greeting', 'broken', 'engine');
      },
      {
        missing: [
          'salute.morning',
          'company',
          'queue.announce',
          'hold.reminder',
          'answer.late.apology',
          'greeting.agent',
          'digit.8',
          'digit.0',
          'digit.1',
          'greeting.help',
          'tone.connect',
        ],
      },
    ));
});
