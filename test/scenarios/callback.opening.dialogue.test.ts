import { describe, expect, it } from 'vitest';
import { TEMPLATE_NAMES, type TemplateName } from '../../src/core/programme/templates.ts';
import { loadShipped } from '../support/shipped-standards.ts';
import { callbackOptions } from './support/callback-fixtures.ts';
import type { AgentPerson, Person } from './support/people.ts';
import { importList } from './support/programmes.ts';
import { promptsMs } from './support/prompts.ts';
import { type Scenario, scenario } from './support/scenario.ts';
import { LINE } from './support/site.ts';
import { minutes, seconds } from './support/standard.ts';
import { says } from './support/talk-fixtures.ts';

const { standards } = loadShipped();
const TELECOM = standards.get('telecom') ?? expect.fail('telecom is not there');

const WANG = '13800138000';
const ASKS = ['greeting.hello', 'callback.opening.ask.telecom'];
const WHO = ['callback.opening.i_am', 'company', 'callback.opening.staff.telecom'];
const MAY = 'callback.opening.minutes.telecom';
const FREE = 'callback.opening.free.telecom';
const ms = (prompts: readonly string[]) => promptsMs(prompts, 'zh');

/** The customer has picked up a callback of the line. */
async function pickedUp(s: Scenario): Promise<{ customer: Person; agent: AgentPerson }> {
  const agent = s.agent('8001').registered().answersAfter(seconds(1));
  const customer = s.customer(WANG).answersAfter(seconds(2));
  const place = s.sim.clock.now().wall;
  const who = { number: `+86${WANG}`, dialled: WANG, line: LINE, standard: TELECOM.name, place } as const;
  await s.desk().requestCallback({ kind: 'requested', ...who, language: 'zh', from: null });
  await s.until(() => customer.inCall, minutes(2));
  customer.zero = s.sim.clock.now().mono;
  agent.zero = customer.zero;
  return { customer, agent };
}

describe('callback.opening in steps', () => {
  it('each step waits for the customer’s word; the agent hears both', () =>
    scenario(TELECOM, async (s) => {
      const { customer, agent } = await pickedUp(s);
      await s.after(ms(ASKS) + seconds(1.5));
      await says(s, customer, 1);
      await s.after(seconds(1) + ms([...WHO, MAY]) + seconds(0.5));
      await says(s, customer, 1);
      await s.after(seconds(1) + ms([FREE]) + seconds(1));

      const first = s.expect(customer).heard(ASKS.slice(1));
      const second = s.expect(customer).heard([...WHO, MAY]);
      const third = s.expect(customer).heard([FREE]);
      // the answer is over a second after it began, and Asterisk reports that 0.8 s later
      expect(second.from - first.to).toBeCloseTo(1.5 + 1 + 0.8, 1);
      expect(third.from - second.to).toBeLessThan(4);
      s.expect(agent).heard(ASKS.slice(1));
      s.expect(agent).heard([...WHO, MAY]);
      s.expect(agent).heard([FREE]);
      s.expect(customer).hears('<8001>');
      s.fact('callback.opening', 'kept', 'engine');
    }));

  it('a customer who says nothing hears the next step after the time for an answer', () =>
    scenario(TELECOM, async (s) => {
      const { customer } = await pickedUp(s);
      await s.after(seconds(30));
      const first = s.expect(customer).heard(ASKS.slice(1));
      const second = s.expect(customer).heard([...WHO, MAY]);
      expect(second.from - first.to).toBeCloseTo(4, 1);
      s.fact('callback.opening', 'kept', 'engine');
    }));

  it('noise that never ends holds it up for no more than 8 s at each question', () =>
    scenario(TELECOM, async (s) => {
      const { customer } = await pickedUp(s);
      await s.after(seconds(1));
      customer.startsTalking();
      await s.after(seconds(40));
      const first = s.expect(customer).heard(ASKS.slice(1));
      const second = s.expect(customer).heard([...WHO, MAY]);
      expect(second.from - first.to).toBeCloseTo(8, 1);
      s.expect(customer).heard([FREE]);
      s.expect(customer).hears('<8001>');
    }));

  it('a key answers at once, also in the middle of a question', () =>
    scenario(TELECOM, async (s) => {
      const { customer } = await pickedUp(s);
      await s.after(seconds(1));
      customer.presses('1');
      await s.after(ms([...WHO, MAY]) + seconds(1));
      customer.presses('1');
      await s.after(ms([FREE]) + seconds(1));
      expect(s.expect(customer).heard([...WHO, MAY]).from).toBeCloseTo(1, 1);
      s.expect(customer).hears('<8001>');
    }));

  it.each(['word', 'key'] as const)('the agent’s first %s ends it, and the two talk', (how) =>
    scenario(TELECOM, async (s) => {
      const { customer, agent } = await pickedUp(s);
      await s.after(ms(ASKS) + seconds(1));
      if (how === 'word') agent.startsTalking();
      else agent.presses('1');
      await s.after(seconds(1));
      s.expect(customer).never('callback.opening.i_am');
      s.expect(customer).hears('<8001>');
      agent.stopsTalking();
      await s.after(seconds(20));
      s.expect(customer).never('callback.opening.i_am');
      expect(s.records.judged('callback.opening')).toMatchObject([
        { verdict: 'kept', by: { agent: '8001' }, note: 'the agent took over at step 1 of 3' },
      ]);
    }),
  );

  it('a customer who hangs up during it has declined, and is called again later', () =>
    scenario(TELECOM, async (s) => {
      const { customer, agent } = await pickedUp(s);
      await s.after(seconds(3));
      customer.hangsUp();
      await s.after(seconds(40));
      expect(agent.gone).toBe(true);
      expect(s.records.callbacks).toMatchObject([
        { status: { is: 'scheduled' }, attempts: [{ outcome: 'refused' }] },
      ]);
    }));

  it('an agent who hangs up during it leaves the customer the goodbye', () =>
    scenario(TELECOM, async (s) => {
      const { customer, agent } = await pickedUp(s);
      await s.after(seconds(3));
      agent.hangsUp();
      await s.after(seconds(4));
      expect(customer.gone).toBe(false);
      s.fact('close.caller.first', 'broken', { agent: '8001' });
    }));

  it('the agent who holds during it has the customer on hold', () =>
    scenario(TELECOM, async (s) => {
      const { customer, agent } = await pickedUp(s);
      await s.after(seconds(3));
      agent.holds();
      await s.after(seconds(6));
      s.expect(customer).hears('music');
      agent.resumes();
      await s.after(seconds(3));
      s.expect(customer).hears('<8001>');
    }));

  it.each([{ customerFirst: true }, { press1: true }] as const)(
    'comes after the connection, too: %o',
    (placing) =>
      scenario(
        TELECOM,
        async (s) => {
          const { customer, agent } = await pickedUp(s);
          await s.after(seconds(4));
          customer.presses('1');
          await s.until(() => agent.inCall, seconds(20));
          await s.after(seconds(35));
          s.expect(customer).heard([...WHO, MAY]);
          s.expect(customer).heard([FREE]);
          s.expect(customer).hears('<8001>');
          s.fact('callback.opening', 'kept', 'engine');
        },
        callbackOptions(placing),
      ),
  );

  it('goes on after a crash of the engine', () =>
    scenario(TELECOM, async (s) => {
      const { customer } = await pickedUp(s);
      await s.after(seconds(2));
      await s.crash();
      await s.after(seconds(3));
      await s.restart();
      await s.after(seconds(25));
      s.expect(customer).heard([FREE]);
      s.expect(customer).hears('<8001>');
    }));
});

describe('callback.programme: each template has a script of its own', () => {
  const OF: Readonly<Record<TemplateName, readonly string[]>> = {
    firstFollowUp: [FREE, 'callback.opening.first.telecom'],
    secondFollowUp: [...WHO, 'callback.opening.second.telecom', MAY],
    billChange: [...WHO, 'callback.opening.bill.telecom', MAY],
    zeroUsage: [...WHO, 'callback.opening.unused.telecom', MAY],
  };

  it.each(TEMPLATE_NAMES)('%s', (template) =>
    scenario(TELECOM, async (s) => {
      s.agent('8001').registered().answersAfter(seconds(1));
      await s.after(seconds(1));
      await importList(s, [{ line: 2, number: WANG }], { template, standard: TELECOM.name });
      const customer = s.customer(WANG).answersAfter(seconds(2));
      await s.until(() => customer.inCall, minutes(2));
      customer.zero = s.sim.clock.now().mono;
      await s.after(seconds(35));
      s.expect(customer).heard(ASKS.slice(1));
      s.expect(customer).heard(OF[template]);
      s.expect(customer).hears('<8001>');
      s.fact('callback.opening', 'kept', 'engine');
    }),
  );
});
