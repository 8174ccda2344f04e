import { describe, expect, it } from 'vitest';
import { scenario } from './support/scenario.ts';
import { aStandard, seconds } from './support/standard.ts';
import { aHeardTalk, shipped } from './support/talk-fixtures.ts';

describe('hear.handsfree', () => {
  it('aftersales: on the agent’s key both hear the request, as often as pressed', () =>
    scenario(shipped('aftersales'), async (s) => {
      const { agent, caller } = await aHeardTalk(s);
      for (const _press of [1, 2]) {
        agent.presses('*45');
        await s.after(seconds(25));
      }
      expect(s.expect(caller).times('hear.handsfree.aftersales')).toHaveLength(2);
      expect(s.expect(agent).times('hear.handsfree.aftersales')).toHaveLength(2);
      s.expect(caller).never('tone');
      s.fact('hear.handsfree', 'kept', { agent: '8001' });
      expect(caller.inCall).toBe(true);
    }));

  it('ticketing: the request, at the second press the thanks, and at the third the request again', () =>
    scenario(shipped('ticketing'), async (s) => {
      const { agent, caller } = await aHeardTalk(s);
      for (const _press of [1, 2, 3]) {
        agent.presses('*45');
        await s.after(seconds(25));
      }
      const [asked, again] = s.expect(caller).times('hear.handsfree.ticketing');
      const [thanked = 0] = s.expect(caller).times('hear.handsfree.2.ticketing');
      expect(asked).toBeLessThan(thanked);
      expect(again).toBeGreaterThan(thanked);
      s.expect(agent).heard(['hear.handsfree.2.ticketing']);
      s.fact('hear.handsfree', 'kept', { agent: '8001' });
      expect(caller.inCall).toBe(true);
    }));

  it('a standard without the clause answers the key as a wrong key', () =>
    scenario(aStandard(), async (s) => {
      const { agent } = await aHeardTalk(s);
      agent.presses('*45');
      await s.after(seconds(2));
      s.expect(agent).heard(['tone.error']);
    }));
});
