import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { pause } from '../host/machine.ts';
import { startTestAsterisk, type TestAsterisk } from './support/asterisk.ts';
import { heardFor, TelephonyDriver } from './support/telephony-driver.ts';

// What the commands sound like: judged from the RTP that each party got.

let asterisk: TestAsterisk;
let stage: TelephonyDriver;

beforeAll(async () => {
  asterisk = await startTestAsterisk();
});
beforeEach(async () => {
  stage = await TelephonyDriver.open(asterisk);
});
afterEach(() => stage.close());
afterAll(async () => {
  await asterisk?.stop();
});

test('who waits hears music, then the prompt alone, then music again; leaving, nothing', async () => {
  const { party, leg } = await stage.caller();
  await stage.perform({ do: 'wait', leg });
  expect(await heardFor(500, party)).toEqual([['music']]);
  const on = { leg };
  await stage.perform({ do: 'play', playback: 'w1', on, prompts: ['name.with.dots'], language: 'zh' });
  await stage.event('playStarted');
  expect(await heardFor(500, party)).toEqual([['dots']]);
  await stage.event('playEnded');
  expect(await heardFor(500, party)).toEqual([['music']]);
  await stage.perform({ do: 'leave', leg });
  expect(await heardFor(500, party)).toEqual([[]]);
});

test('who is connected out of the wait talks at once, both ways', async () => {
  const { caller: party, agent } = await stage.talking();
  expect(await heardFor(500, party, agent)).toEqual([['agent'], ['caller']]);
});

test('who is on hold hears music, and prompts, the agent neither; taken back in the middle, both talk', async () => {
  const { caller: party, leg, agent } = await stage.talking();
  await agent.hold();
  await stage.event('legHeld');
  expect(await heardFor(400, party, agent)).toEqual([['music'], []]);
  const on = { leg };
  await stage.perform({ do: 'play', playback: 'h1', on, prompts: ['first'], language: 'zh' });
  expect(await heardFor(600, party, agent)).toEqual([['first'], []]);
  await stage.event('playEnded');
  expect(await heardFor(400, party, agent)).toEqual([['music'], []]);
  await stage.perform({ do: 'play', playback: 'h2', on, prompts: ['first', 'first'], language: 'zh' });
  await pause(500);
  await agent.resume();
  await stage.event('legResumed');
  await stage.perform({ do: 'stopPlay', playback: 'h2' });
  expect(await heardFor(500, party, agent)).toEqual([['agent'], ['caller']]);
});

test('who comes into the bridge after the other one has pressed hold hears no music; taken back, both talk', async () => {
  const { caller: party, leg, agent, agentLeg, bridge } = await stage.talking();
  await stage.perform({ do: 'endBridge', bridge });
  // Asterisk moves nobody before the prompt is over
  const prompts = ['first', 'first', 'first'];
  await stage.perform({ do: 'play', playback: 'l1', on: { leg }, prompts, language: 'zh' });
  await stage.event('playStarted');
  const connected = stage.perform({ do: 'connect', bridge: 'later', caller: leg, agent: agentLeg });
  await pause(500);
  await agent.hold();
  await stage.event('legHeld');
  await connected;
  expect(await heardFor(500, party, agent)).toEqual([[], []]);
  await agent.resume();
  await stage.event('legResumed');
  expect(await heardFor(500, party, agent)).toEqual([['agent'], ['caller']]);
});

test('a prompt to the bridge right after a hold is heard by both, over their voices', async () => {
  const { caller: party, agent, bridge } = await stage.talking();
  await agent.hold();
  await stage.event('legHeld');
  await pause(300);
  await agent.resume();
  await stage.event('legResumed');
  await stage.perform({
    do: 'play',
    playback: 'b1',
    on: { bridge },
    prompts: ['first', 'first'],
    language: 'zh',
  });
  const both = [
    ['first', 'agent'],
    ['first', 'caller'],
  ];
  expect(await heardFor(600, party, agent)).toEqual(both);
  await stage.event('playEnded');
  expect(await heardFor(500, party, agent)).toEqual([['agent'], ['caller']]);
});
