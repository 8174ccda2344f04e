import { describe, expect, it } from 'vitest';
import { loadShipped } from '../support/shipped-standards.ts';
import { aCallerWaits, MOBILE } from './support/call-fixtures.ts';
import { type Scenario, scenario } from './support/scenario.ts';
import { aStandard, seconds } from './support/standard.ts';

const { standards } = loadShipped();

const OPENING = [
  'callback.opening.hello',
  'company',
  'callback.opening.center',
  'digit.8',
  'digit.0',
  'digit.0',
  'digit.1',
  'callback.opening.agent',
];

const DESK400_OPENING = [
  ...['callback.opening.hello.desk400', 'company', 'callback.opening.service.desk400'],
  ...['greeting.agent.desk400', 'digit.8', 'digit.0', 'digit.0', 'digit.1'],
];

async function aCallbackIsPlaced(s: Scenario) {
  const caller = await aCallerWaits(s);
  await s.after(seconds(30));
  caller.hangsUp();
  await s.after(seconds(1));
  caller.zero = s.sim.clock.now().mono;
  caller.answersAfter(seconds(4));
  const agent = s.agent('8001').registered().answersAfter(seconds(1));
  await s.until(() => caller.inCall, seconds(60));
  return { caller, agent };
}

describe('callback.opening', () => {
  it('is the first that the customer hears, with company and agent, then the agent', () =>
    scenario(aStandard(), async (s) => {
      const { caller } = await aCallbackIsPlaced(s);
      await s.after(seconds(20));
      s.expect(caller).heard(['ringing', ...OPENING, '<8001>'], 1);
      s.fact('callback.opening', 'kept', 'engine');
    }));

  it('stops the agent’s ringing tone, and the agent hears it too', () =>
    scenario(aStandard(), async (s) => {
      const { caller, agent } = await aCallbackIsPlaced(s);
      await s.after(seconds(20));
      s.expect(agent).heard(['tone.ringback, cut', 'tone.connect', 'callback.opening.hello', 'company']);
      s.expect(agent).hears(`<${caller.name}>`);
    }));

  it('a customer who hangs up during the opening counts as declined', () =>
    scenario(aStandard(), async (s) => {
      const { caller, agent } = await aCallbackIsPlaced(s);
      await s.after(seconds(2));
      caller.hangsUp();
      await s.after(seconds(2));
      expect(agent.gone).toBe(true);
      expect(s.records.callbacks[0]?.status.is).not.toBe('settled');
    }));

  it('a standard without the clause connects the two after the agent’s tone', () =>
    scenario(aStandard({}, { without: ['callback.opening'] }), async (s) => {
      const { caller } = await aCallbackIsPlaced(s);
      await s.after(seconds(3));
      s.expect(caller).hears('<8001>');
      expect(s.sim.controls.party(`${MOBILE}`).name).not.toBe(MOBILE);
    }));

  it('desk400 as it ships: who calls, then that the call may be recorded', () =>
    scenario(
      standards.get('desk400') ?? expect.fail('desk400 is not there'),
      async (s) => {
        const { caller } = await aCallbackIsPlaced(s);
        await s.after(seconds(20));
        s.expect(caller).heard([...DESK400_OPENING, 'recording.notice', '<8001>']);
        s.fact('callback.opening', 'kept', 'engine');
      },
      { line: { recording: 'all', recordingNotice: true } },
    ));
});
