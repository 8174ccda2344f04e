import { describe, expect, it } from 'vitest';
import { MOBILE } from './support/call-fixtures.ts';
import { scenario } from './support/scenario.ts';
import { aStandard, seconds } from './support/standard.ts';
import { aHeardTalk, shipped } from './support/talk-fixtures.ts';

const SAYS = 'hear.oneway.ticketing';
const WHY = 'hear.oneway.why.ticketing';
const WANG = { agent: '8001' };

describe('hear.oneway, ticketing', () => {
  it('both hear the phrase when the agent presses the key, after the callback is committed', () =>
    scenario(shipped('ticketing'), async (s) => {
      const { agent, caller } = await aHeardTalk(s);
      agent.presses('*42');
      await s.after(seconds(0.41));

      expect(s.records.callbacks).toMatchObject([
        { kind: 'oneWay', number: `+86${MOBILE}`, status: { is: 'due' }, why: 'oneWay' },
      ]);
      const kept = s.records.batches.find(({ batch }) => (batch.machines.callback ?? []).length > 0);
      expect(kept?.batch.durable).toBe(true);
      await s.after(seconds(10));
      const { from } = s.expect(caller).heard([SAYS]);
      expect(from * 1000 + caller.zero).toBeGreaterThanOrEqual(kept?.at ?? 0);
      s.expect(agent).heard([SAYS]);
      s.expect(caller).never('tone');
      s.fact('hear.oneway', 'kept', WANG);
    }));

  it('the same agent calls back when the call has ended, with the reason', () =>
    scenario(shipped('ticketing'), async (s) => {
      const { agent, caller } = await aHeardTalk(s);
      s.agent('8002').registered().answersAfter(seconds(1));
      agent.presses('*42');
      await s.after(seconds(9));
      caller.hangsUp();
      const customer = s.customer(MOBILE).answersAfter(seconds(2));
      await s.after(seconds(60));

      s.expect(customer, caller).heard([
        'callback.opening.ask.ticketing',
        'company',
        'callback.opening.service.ticketing',
        WHY,
      ]);
      s.expect(customer).hears('<8001>');
    }));

  it('pressing twice plays the phrase twice and promises one callback', () =>
    scenario(shipped('ticketing'), async (s) => {
      const { agent, caller } = await aHeardTalk(s);
      agent.presses('*42');
      await s.after(seconds(20));
      agent.presses('*42');
      await s.after(seconds(20));
      expect(s.expect(caller).times(SAYS)).toHaveLength(2);
      expect(s.records.happened('callbackPromised')).toHaveLength(1);
    }));

  it('a caller who withholds the number cannot be called back: the clause is broken and the agent hears it', () =>
    scenario(shipped('ticketing'), async (s) => {
      const { agent, caller } = await aHeardTalk(s, 'anonymous');
      agent.presses('*42');
      await s.after(seconds(5));
      s.expect(agent).heard(['tone.error']);
      s.expect(caller).never('tone');
      s.expect(caller).never(SAYS);
      expect(s.fact('hear.oneway', 'broken').note).toContain('no number');
      expect(s.records.callbacks).toEqual([]);
    }));

  it('the key in a callback makes it due again, and the next attempt says why', () =>
    scenario(shipped('ticketing'), async (s) => {
      const { agent, caller } = await aHeardTalk(s);
      agent.presses('*42');
      await s.after(seconds(9));
      caller.hangsUp();
      const customer = s.customer(MOBILE).answersAfter(seconds(2));
      await s.until(() => s.records.happened('connected').length === 2, seconds(60));
      agent.presses('*42');
      await s.after(seconds(9));
      customer.hangsUp();
      await s.until(() => s.records.happened('connected').length === 3, seconds(60));
      expect(s.records.callbacks).toHaveLength(1);
      expect(s.expect(customer, caller).times(WHY)).toHaveLength(2);
    }));

  it('a standard without the clause answers the key as a wrong key', () =>
    scenario(aStandard(), async (s) => {
      const { agent } = await aHeardTalk(s);
      agent.presses('*42');
      await s.after(seconds(2));
      s.expect(agent).heard(['tone.error']);
      expect(s.records.callbacks).toEqual([]);
    }));
});

describe('hear.oneway, aftersales', () => {
  it('the agent speaks up, then asks for another phone; nobody is called back', () =>
    scenario(shipped('aftersales'), async (s) => {
      const { agent, caller } = await aHeardTalk(s);
      for (const step of [
        'hear.oneway.1.aftersales',
        'hear.oneway.2.aftersales',
        'hear.oneway.2.aftersales',
      ]) {
        const pressedAt = (s.sim.clock.now().mono - caller.zero) / 1000;
        agent.presses('*42');
        await s.after(seconds(15));
        s.expect(caller).heard([step], pressedAt);
        s.expect(agent).heard([step], pressedAt);
      }
      s.expect(caller).never('tone');
      expect(s.records.judged('hear.oneway').map(({ verdict }) => verdict)).toEqual(['kept', 'kept', 'kept']);
      s.fact('hear.oneway', 'kept', WANG);
      expect(s.records.callbacks).toEqual([]);
      expect(caller.inCall).toBe(true);
    }));

  it('a caller who withholds the number hears the words all the same', () =>
    scenario(shipped('aftersales'), async (s) => {
      const { agent, caller } = await aHeardTalk(s, 'anonymous');
      agent.presses('*42');
      await s.after(seconds(15));
      s.expect(caller).heard(['hear.oneway.1.aftersales']);
      s.records.neverBroken('hear.oneway');
    }));
});
