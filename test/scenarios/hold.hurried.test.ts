import { describe, expect, it } from 'vitest';
import { aCallerWaits, aTalk, MOBILE } from './support/call-fixtures.ts';
import { scenario } from './support/scenario.ts';
import { aStandard, minutes, seconds } from './support/standard.ts';

const PHRASE = 'hold.hurried';
const OTHER = '13912345678';
const STANDARD = aStandard({ 'hold.hurried': { say: [PHRASE] } });

describe('hold.hurried', () => {
  it('both hear the phrase when the agent presses the key; the caller does not hear the key', () =>
    scenario(STANDARD, async (s) => {
      const { agent, caller } = await aTalk(s);
      agent.presses('*81');
      await s.after(seconds(10));

      s.expect(caller).heard([PHRASE]);
      s.expect(agent).heard([PHRASE]);
      s.expect(caller).hears('<8001>');
      s.expect(caller).never('tone');
      s.fact('hold.hurried', 'kept', { agent: '8001' });
      expect(s.records.calls[0]).toMatchObject({ priority: true });
    }));

  it.each([
    ['in a hurry: before one who has waited longer', '*81', MOBILE],
    ['not in a hurry: in turn', '', OTHER],
  ])('the callback of a caller %s', (_what, keys, first) =>
    scenario(STANDARD, async (s) => {
      const { agent, caller } = await aTalk(s);
      await aCallerWaits(s, OTHER);
      agent.presses(keys);
      await s.after(seconds(10));
      agent.presses('*70');
      await s.after(seconds(2));
      agent.presses('*31');
      await s.after(seconds(2));
      caller.hangsUp();
      caller.answersAfter(seconds(2));
      await s.after(seconds(60));

      const served = s.records.happened('agentAnswered')[1]?.call;
      const call = s.records.calls.find(({ id }) => id === served);
      expect(call?.customer.dialled).toBe(first);
    }),
  );

  it('the caller goes to the front of the queue if the agent’s phone breaks off', () =>
    scenario(STANDARD, async (s) => {
      const { agent, caller } = await aTalk(s);
      agent.presses('*81');
      await s.after(seconds(10));
      agent.isCutOff();
      agent.unregistered();
      await s.after(minutes(1));
      s.agent('8002').registered().answersAfter(seconds(1));
      await s.after(seconds(20));
      s.expect(caller).hears('<8002>');
    }));

  it('a standard without the clause answers the key with the other tone and moves nobody up', () =>
    scenario(aStandard(), async (s) => {
      const { agent, caller } = await aTalk(s);
      agent.presses('*81');
      await s.after(seconds(3));
      s.expect(agent).heard(['tone.error']);
      s.expect(caller).never(PHRASE);
      expect(s.records.calls[0]?.priority).toBeUndefined();
    }));
});
