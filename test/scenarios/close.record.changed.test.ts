import { describe, expect, it } from 'vitest';
import { aCallerWaits, aTalk, MOBILE } from './support/call-fixtures.ts';
import { STAFF, transferTo, WITH_ESCALATION } from './support/escalation-fixtures.ts';
import { DESK400, OPTIONS } from './support/follow-up.ts';
import type { AgentPerson } from './support/people.ts';
import { type Scenario, scenario } from './support/scenario.ts';
import { LINE } from './support/site.ts';
import { aStandard, minutes, seconds } from './support/standard.ts';

// close.record: until the time for the wrap-up is over the last disposition counts, and every one is on record.

async function presses(s: Scenario, agent: AgentPerson, ...codes: string[]): Promise<void> {
  for (const code of codes) {
    agent.presses(code);
    await s.after(seconds(2));
  }
}

async function dials(s: Scenario, agent: AgentPerson, ...codes: string[]): Promise<void> {
  for (const code of codes) {
    agent.dialsCode(code);
    await s.after(seconds(2));
  }
}

const dispositions = (s: Scenario) =>
  s.records.happened('disposition').map(({ detail }) => [detail?.key, detail?.was]);
const statuses = (s: Scenario) => s.records.callbacks.map(({ kind, status }) => [kind, status.is]);

describe('a disposition that the agent changes', () => {
  it('during the call: the last one counts, and the record shows both', () =>
    scenario(aStandard(), async (s) => {
      const { agent, caller } = await aTalk(s);
      await presses(s, agent, '*32', '*31');
      s.expect(agent).never('tone.error');
      caller.hangsUp();
      await s.after(seconds(2));
      expect(dispositions(s)).toEqual([
        ['2', undefined],
        ['1', 'no result yet'],
      ]);
      expect(s.records.judged('close.record')).toHaveLength(1);
      expect(s.records.calls[0]?.disposition).toBe('resolved');
      // callback.interim: the promise was made by the wrong key alone
      expect(statuses(s)).toEqual([['promised', 'cancelled']]);
      expect(s.records.happened('callbackCancelled')).toMatchObject([{ detail: { who: '8001' } }]);
    }));

  it('after the call, in the time for it: the agent has been free since the first key', () =>
    scenario(aStandard(), async (s) => {
      const { agent, caller } = await aTalk(s);
      caller.hangsUp();
      await s.after(seconds(2));
      await dials(s, agent, '*31', '*32');
      s.expect(agent).never('tone.error');
      expect(dispositions(s)).toEqual([
        ['1', undefined],
        ['2', 'resolved'],
      ]);
      expect(statuses(s)).toEqual([['promised', 'scheduled']]);
      const next = await aCallerWaits(s, '13912345678');
      await s.after(seconds(15));
      s.expect(next).hears('<8001>');
    }));

  it('stated during the call, changed after it', () =>
    scenario(aStandard(), async (s) => {
      const { agent, caller } = await aTalk(s);
      await presses(s, agent, '*31');
      caller.hangsUp();
      await s.after(seconds(5));
      await dials(s, agent, '*32');
      expect(dispositions(s)).toHaveLength(2);
      expect(s.records.calls[0]?.disposition).toBe('no result yet');
    }));

  it('when that time is over: not any more', () =>
    scenario(aStandard(), async (s) => {
      const { agent, caller } = await aTalk(s);
      await presses(s, agent, '*31');
      caller.hangsUp();
      await s.after(seconds(21));
      await dials(s, agent, '*32');
      s.expect(agent).heard(['tone.error']);
      expect(dispositions(s)).toEqual([['1', undefined]]);
      expect(s.records.callbacks).toEqual([]);
    }));

  it('the next call is the one that is written down, once the agent has it', () =>
    scenario(aStandard(), async (s) => {
      const { agent, caller } = await aTalk(s);
      await presses(s, agent, '*31');
      const next = await aCallerWaits(s, '13912345678');
      caller.hangsUp();
      await s.until(() => agent.inCall, seconds(10));
      await s.after(seconds(10));
      await presses(s, agent, '*32');
      next.hangsUp();
      await s.after(seconds(2));
      expect(dispositions(s)).toEqual([
        ['1', undefined],
        ['2', undefined],
      ]);
      expect(s.records.calls.map(({ disposition }) => disposition)).toEqual(['resolved', 'no result yet']);
    }));

  it('after a crash: still, and the clock goes on', () =>
    scenario(aStandard(), async (s) => {
      const { agent, caller } = await aTalk(s);
      await presses(s, agent, '*31');
      caller.hangsUp();
      await s.after(seconds(2));
      await s.crash();
      await s.after(seconds(2));
      await s.restart();
      await s.after(seconds(2));
      await dials(s, agent, '*32');
      expect(dispositions(s)).toHaveLength(2);
    }));

  it('of a part that has been transferred: the disposition of the rest is another one', () =>
    scenario(
      WITH_ESCALATION,
      async (s) => {
        const { agent, caller, colleague } = await transferTo(s, '*51', '8800');
        await s.until(() => agent.gone, seconds(20));
        await s.after(seconds(5));
        await dials(s, agent, '*31', '*32');
        await s.until(() => colleague.inCall, seconds(20));
        await s.after(seconds(10));
        await presses(s, colleague, '*31');
        caller.hangsUp();
        await s.after(seconds(2));
        expect(dispositions(s)).toEqual([
          ['1', undefined],
          ['2', 'resolved'],
          ['1', undefined],
        ]);
        expect(s.records.calls[0]?.disposition).toBe('resolved');
      },
      { staff: STAFF },
    ));

  it('callback.follow_up: no result after all: no call about the solution, and news instead; and back again', () =>
    scenario(
      DESK400,
      async (s) => {
        const { agent, caller } = await aTalk(s);
        await presses(s, agent, '*31');
        expect(statuses(s)).toEqual([['satisfaction', 'scheduled']]);
        await presses(s, agent, '*32');
        expect(statuses(s)).toEqual([
          ['satisfaction', 'cancelled'],
          ['promised', 'scheduled'],
        ]);
        await presses(s, agent, '*31');
        caller.hangsUp();
        await s.after(seconds(1));
        expect(statuses(s).slice(1)).toEqual([
          ['promised', 'cancelled'],
          ['satisfaction', 'scheduled'],
        ]);
      },
      OPTIONS,
    ));

  it('another promise to the customer stays', () =>
    scenario(aStandard(), async (s) => {
      const { agent, caller } = await aTalk(s);
      await presses(s, agent, '*7130', '*32', '*31');
      caller.hangsUp();
      await s.after(seconds(1));
      expect(statuses(s)).toEqual([['promised', 'scheduled']]);
    }));
});

describe('in a callback', () => {
  async function calledBack(s: Scenario): Promise<AgentPerson> {
    const agent = s.agent('8001').registered().answersAfter(seconds(1));
    const customer = s.customer(MOBILE).answersAfter(seconds(2));
    const who = { number: `+86${MOBILE}`, dialled: MOBILE, line: LINE, standard: 'strict' } as const;
    const place = s.sim.clock.now().wall;
    await s.desk().requestCallback({ kind: 'requested', ...who, place, language: 'zh', from: null });
    await s.until(() => customer.inCall, minutes(2));
    await s.after(seconds(20));
    customer.hangsUp();
    await s.after(seconds(1));
    return agent;
  }

  it('no result yet, and then a result: it is settled', () =>
    scenario(aStandard(), async (s) => {
      const agent = await calledBack(s);
      await dials(s, agent, '*32');
      expect(statuses(s)).toEqual([['promised', 'scheduled']]);
      await dials(s, agent, '*31');
      expect(statuses(s)).toEqual([['promised', 'settled']]);
    }));

  it('a result, and then none: the customer is promised news', () =>
    scenario(aStandard(), async (s) => {
      const agent = await calledBack(s);
      await dials(s, agent, '*31', '*32');
      expect(statuses(s).at(-1)).toEqual(['promised', 'scheduled']);
      expect(statuses(s)).toHaveLength(2);
    }));
});
