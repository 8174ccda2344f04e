import { expect, test } from 'vitest';
import { lapse, overdue, pause } from '../host/machine.ts';
import {
  AT_ONCE_MS,
  at,
  clipped,
  firstHeard,
  onlyOne,
  phrase,
  promptNames,
  promptPcm,
  prompts,
  recording,
  timesOf,
} from './support/hearing.ts';
import { runGroups, scenarioGroup } from './support/scenario-group.ts';
import { AGENT_VOICE, CALLER_VOICE, tone } from './support/sip-parties.ts';

const ANNA = '13800000001';
const BEN = '13800000002';
const CLARA = '13800000003';
const DORA = '13800000004';
/** Two rings of 5 s: the third would begin then. */
const TWO_RINGS_MS = 10_000;

/** Two agents are there; Anna gets the one who has been idle longest, and Ben the other. */
const desk = scenarioGroup(
  {},
  {
    async greeted({ parties, records }) {
      await parties.phone('8002');
      await parties.phone('8001');
      const anna = await parties.caller(ANNA);
      const { agent, leg } = await parties.pickedUp(ANNA);
      await records.event(ANNA, 'connected');
      // what each of them says first, as soon as they can
      anna.rtp.say({ kind: 'speech', pcm: await promptPcm('callback.invalid') });
      leg.rtp.say({ kind: 'speech', pcm: await promptPcm('callback.key_in') });
      await pause(5000);
      await anna.hangUp();
      await leg.event('ended');
      await parties.phoneOf(agent).dial('*31');
      await records.event(ANNA, 'disposition');

      const ben = await parties.caller(BEN);
      const second = await parties.pickedUp(BEN);
      await ben.hangUp();
      const judged = await records.judged(await records.id(ANNA), 'answer.rings');
      return { anna, agent, leg, second, judged };
    },
  },
);

/** Of four phones one is not picked up, one is busy and one declines. Both speak all the time. */
const passing = scenarioGroup(
  {},
  {
    async missedCall({ parties, records }) {
      for (const id of ['8001', '8002', '8003', '8004']) await parties.phone(id, tone(AGENT_VOICE));
      parties.phoneOf('8002').behave({ does: 'busy' });
      parties.phoneOf('8003').behave({ does: 'decline' });
      const clara = await parties.caller(CLARA, '4008001234', tone(CALLER_VOICE));
      const first = await parties.rung(CLARA);
      await first.leg.event('ended');
      await records.event(CLARA, 'agentSkipped', { count: 3 });
      const last = await parties.pickedUp(CLARA);
      await records.event(CLARA, 'connected');
      await pause(2000);
      await clara.hangUp();
      const passed = await records.events(await records.id(CLARA), 'agentSkipped');
      return { clara, first, last, passed, rung: ['8001', '8002', '8003'].map((id) => parties.legsOf(id)) };
    },
  },
);

/** One phone has lost its network, the other is picked up when the engine has answered already. */
const late = scenarioGroup(
  {},
  {
    async engineFirst({ parties, records }) {
      const gone = await parties.phone('8001');
      gone.behave({ does: 'vanish' });
      await parties.phone('8002');
      const dora = await parties.caller(DORA);
      await parties.rung(DORA);
      const { leg } = await parties.rung(DORA);
      await dora.event('answered', { timeoutMs: 20_000 });
      await pause(300);
      leg.answer();
      await records.event(DORA, 'connected');
      await pause(500);
      await dora.hangUp();
      const id = await records.id(DORA);
      return {
        dora,
        leg,
        passed: await records.events(id, 'agentSkipped'),
        judged: await records.judged(id, 'answer.rings'),
      };
    },
  },
);

runGroups(desk, passing, late);

test('answer.rings: the caller hears ringing, and an agent who picks up answers in time', async () => {
  const { anna, leg, judged } = await desk.results.greeted();
  expect(anna.events.map(({ name }) => name).slice(0, 3)).toEqual(['invited', 'ringing', 'answered']);
  expect(lapse(at(anna, 'invited'), at(anna, 'ringing'))).toBeLessThan(AT_ONCE_MS);
  expect(lapse(at(leg, 'answered'), at(anna, 'answered'))).toBeLessThan(AT_ONCE_MS);
  expect(at(anna, 'answered') - at(anna, 'invited')).toBeLessThan(TWO_RINGS_MS);
  expect(judged).toMatchObject([{ verdict: 'kept', by: { agent: '8002' } }]);
});

test('the agent who has been idle longest is rung first, then the other', async () => {
  const { agent, second } = await desk.results.greeted();
  expect(agent).toBe('8002');
  expect(second.agent).toBe('8001');
});

test('answer.greeting: the caller hears all of it, with the number of the agent', async () => {
  const { anna } = await desk.results.greeted();
  const heard = await prompts(recording(anna));
  expect(promptNames(heard.slice(1))).toBe(
    phrase('company', 'greeting.agent', '8002', 'greeting.help', 'callback.key_in'),
  );
  expect(heard[0]).toMatchObject({ name: expect.stringMatching(/^salute\./), whole: true });
  // in one breath, and at once: nobody picks up a phone to hear nothing
  expect(lapse(at(anna, 'answered'), heard[0]?.from ?? 0)).toBeLessThan(AT_ONCE_MS);
  for (const [i, { from }] of heard.slice(1, 8).entries()) {
    expect(lapse(heard[i]?.to ?? 0, from)).toBeLessThan(AT_ONCE_MS);
  }
});

test('answer.greeting: the agent hears a tone and the greeting, and so knows when to speak', async () => {
  const { leg } = await desk.results.greeted();
  const heard = recording(leg);
  const greeting = await prompts(heard);
  expect(greeting.map(({ name }) => name).slice(1, 8)).toEqual(
    phrase('company', 'greeting.agent', '8002', 'greeting.help').split(' '),
  );
  const [first] = greeting;
  expect(firstHeard(heard, 660, at(leg, 'answered'))).toBeLessThan(first?.from ?? 0);
});

test('what each says first after the greeting is heard whole by the other', async () => {
  const { anna, leg } = await desk.results.greeted();
  expect(onlyOne(await prompts(recording(anna)), 'callback.key_in')).toMatchObject({ whole: true });
  expect(onlyOne(await prompts(recording(leg)), 'callback.invalid')).toMatchObject({ whole: true });
});

test('the greeting goes over into the conversation without a gap, and both ways', async () => {
  const { clara, last } = await passing.results.missedCall();
  const heard = recording(clara);
  const greeting = timesOf(await prompts(heard, { voices: [AGENT_VOICE] }), 'greeting.help');
  const over = greeting[0]?.to ?? 0;
  const speech = firstHeard(heard, AGENT_VOICE, over);
  expect(lapse(over, speech)).toBeLessThan(AT_ONCE_MS);
  // as the bridge begins a packet or two may come before the rest
  expect(clipped(heard, AGENT_VOICE, over + AT_ONCE_MS, at(clara, 'ended') - 100)).toEqual([]);
  const agentHeard = recording(last.leg);
  const first = firstHeard(agentHeard, CALLER_VOICE, over);
  expect(lapse(over, first)).toBeLessThan(AT_ONCE_MS);
  expect(clipped(agentHeard, CALLER_VOICE, first, at(clara, 'ended') - 100)).toEqual([]);
});

test('answer.rings: agents who do not pick up, are busy or decline are passed over, in time', async () => {
  const { clara, first, last, passed, rung } = await passing.results.missedCall();
  expect(first.agent).toBe('8001');
  expect(first.leg.events.at(-1)?.end).toEqual({ how: 'cancelled', by: 'far' });
  expect(overdue(at(first.leg, 'ringing') + 5000, at(first.leg, 'ended'))).toBeLessThan(AT_ONCE_MS);
  expect(passed.map(({ by, detail }) => [by, detail?.how])).toEqual([
    [{ agent: '8001' }, 'noAnswer'],
    [{ agent: '8002' }, 'busy'],
    [{ agent: '8003' }, 'refused'],
  ]);
  expect(rung.map((legs) => legs.length)).toEqual([1, 1, 1]);
  expect(last.agent).toBe('8004');
  expect(at(clara, 'answered') - at(clara, 'invited')).toBeLessThan(TWO_RINGS_MS);
});

test('answer.rings: where nobody is in time the engine answers, while a phone rings on', async () => {
  const { dora, leg, passed, judged } = await late.results.engineFirst();
  expect(passed).toMatchObject([{ by: { agent: '8001' } }]);
  expect(at(dora, 'answered') - at(dora, 'invited')).toBeLessThan(TWO_RINGS_MS);
  expect(at(dora, 'answered')).toBeLessThan(at(leg, 'answered'));
  expect(judged).toMatchObject([{ verdict: 'kept', by: 'engine' }]);
});

test('answer.late.apology: who waited hears it from the first word on, and the wait is cut', async () => {
  const { dora, leg } = await late.results.engineFirst();
  const heard = await prompts(recording(dora));
  const apology = heard.findIndex(({ from }) => from > at(leg, 'answered') - 20);
  expect(promptNames(heard.slice(apology))).toBe(
    phrase('answer.late.apology', 'greeting.agent', '8002', 'greeting.serving'),
  );
  expect(lapse(at(leg, 'answered'), heard[apology]?.from ?? 0)).toBeLessThan(AT_ONCE_MS);
});
