// The customer is addressed by name, where a list or an operator has it with a title.
import { describe, it } from 'vitest';
import { importList } from './support/programmes.ts';
import { type Scenario, scenario } from './support/scenario.ts';
import { LINE } from './support/site.ts';
import { aStandard, minutes, seconds } from './support/standard.ts';
import { says, shipped } from './support/talk-fixtures.ts';

const NUMBER = '13800138000';

/** The customer, of whom an operator has this name, picks up and says a word to the question. */
async function calledBack(s: Scenario, standard: string, name?: string) {
  const agent = s.agent('8001').registered().answersAfter(seconds(1));
  const customer = s.customer(NUMBER).answersAfter(seconds(2));
  const place = s.sim.clock.now().wall;
  const who = {
    number: `+86${NUMBER}`,
    dialled: NUMBER,
    line: LINE,
    standard,
    place,
    language: 'zh',
  } as const;
  await s.desk().requestCallback({ kind: 'requested', ...who, from: null, ...(name ? { name } : {}) });
  await s.until(() => customer.inCall, minutes(2));
  await s.after(seconds(5));
  await says(s, customer, 1);
  await s.after(seconds(25));
  return { agent, customer };
}

describe('callback.opening by name', () => {
  it.each([
    ['gas', ['callback.opening.named', 'name.wang2', 'title.mr.ask'], 'callback.opening.agent.gas'],
    [
      'telecom',
      ['callback.opening.named.telecom', 'name.wang2', 'title.mr.ask'],
      'callback.opening.ask.telecom',
    ],
    [
      'ticketing',
      ['callback.opening.named.ticketing', 'name.wang2', 'title.mr.ask', 'callback.opening.i_am', 'company'],
      'callback.opening.ask.ticketing',
    ],
    ['strict', ['callback.opening.named', 'name.wang2', 'title.mr.ask'], 'callback.opening.agent'],
  ] as const)('%s', async (standard, named, unnamed) => {
    await scenario(shipped(standard), async (s) => {
      const { customer } = await calledBack(s, standard, '王建国先生');
      s.expect(customer).heard(named);
      s.expect(customer).never(unnamed);
      s.fact('callback.opening', 'kept', 'engine');
    });
    // a name without a title is no way to address anybody
    for (const name of ['王建国', undefined])
      await scenario(shipped(standard), async (s) => {
        const { customer } = await calledBack(s, standard, name);
        s.expect(customer).heard([unnamed]);
      });
  });

  it('a step that would only name a customer whose name nobody knows is left out, and breaks nothing', () =>
    scenario(
      aStandard({
        'callback.opening': {
          steps: [['{customer}'], ['callback.opening.hello'], ['company']],
          sayNamed: ['callback.opening.named', '{name}'],
        },
      }),
      async (s) => {
        const { customer } = await calledBack(s, 'strict');
        s.expect(customer).heard(['callback.opening.hello']);
        s.fact('callback.opening', 'kept', 'engine');
      },
    ));

  it('callback.programme: the name in the list', () =>
    scenario(shipped('telecom'), async (s) => {
      s.agent('8001').registered().answersAfter(seconds(1));
      const customer = s.customer(NUMBER).answersAfter(seconds(2));
      await importList(s, [{ line: 2, number: NUMBER, name: '李女士' }], { standard: 'telecom' });
      await s.until(() => customer.inCall, minutes(5));
      await s.after(seconds(8));
      s.expect(customer).heard(['callback.opening.named.telecom', 'name.li3', 'title.ms.ask']);
    }));
});

describe('hold.return by name', () => {
  it.each([
    ['gas', 'hold.return.ask.gas'],
    ['ticketing', 'hold.return.ticketing'],
    ['aftersales', 'hold.return.aftersales'],
  ])('%s, in a callback', (standard, thanks) =>
    scenario(shipped(standard), async (s) => {
      const { agent, customer } = await calledBack(s, standard, '王女士');
      agent.holds();
      await s.after(seconds(20));
      agent.resumes();
      await s.after(seconds(6));
      s.expect(customer).heard(['name.wang2', 'title.ms', thanks]);
    }),
  );
});
