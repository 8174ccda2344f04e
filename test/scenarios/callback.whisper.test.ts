import { describe, expect, it } from 'vitest';
import { aCallerWaits, MOBILE } from './support/call-fixtures.ts';
import { aDueCallback } from './support/callback-fixtures.ts';
import { scenario } from './support/scenario.ts';
import { aStandard, minutes, seconds } from './support/standard.ts';

const NUMBER = [...MOBILE].map((digit) => `digit.${digit}`);

describe('callbacks: the whisper to the agent', () => {
  it('says the reason, the number, how old the callback is and which attempt it is', () =>
    scenario(aStandard(), async (s) => {
      const customer = await aCallerWaits(s);
      await s.after(seconds(20));
      customer.hangsUp();
      customer.answersAfter(seconds(2));
      await s.after(minutes(12));
      const agent = s.agent('8001').registered().answersAfter(seconds(1));
      await s.after(minutes(1));
      const said = ['whisper.kind.abandoned', ...NUMBER, 'whisper.since.10m', 'whisper.attempt', 'digit.1'];
      s.expect(agent).heard(['tone.connect', ...said]);
      s.expect(agent).heard(['digit.1', 'tone.ringback, cut', 'tone.connect']);
    }));

  it('ends with any key, and the customer is dialled at once', () =>
    scenario(aStandard(), async (s) => {
      const { customer, agent } = await aDueCallback(s);
      agent.answers();
      await s.after(seconds(1));
      expect(customer.rings).toBe(false);
      agent.presses('5');
      await s.after(100);
      expect(customer.rings).toBe(true);
      customer.answers();
      await s.after(seconds(20));
      s.expect(customer).hears('<8001>');
    }));

  it('ends with 0, which gives the callback to a colleague; the agent counts as not having missed it', () =>
    scenario(aStandard(), async (s) => {
      const { customer, agent } = await aDueCallback(s);
      const other = s.agent('8002').registered().answersAfter(seconds(1));
      customer.answersAfter(seconds(1));
      agent.answers();
      await s.after(seconds(1));
      agent.presses('0');
      await s.after(seconds(40));
      expect(agent.gone).toBe(true);
      s.expect(customer).hears('<8002>');
      expect(other.inCall).toBe(true);
      expect(s.records.agents.find(({ id }) => id === '8001')?.missed).toBe(0);
      expect(s.records.happened('agentSkipped')).toEqual([]);
      expect(s.records.happened('customerDialled')).toHaveLength(1);
    }));
});
