import { describe, it } from 'vitest';
import { scenario } from './support/scenario.ts';
import { aStandard, seconds } from './support/standard.ts';
import { aHeardTalk, shipped } from './support/talk-fixtures.ts';

describe('hear.repeat', () => {
  it.each(['gas', 'aftersales', 'ticketing'])('%s: on the agent’s key both hear the request', (name) =>
    scenario(shipped(name), async (s) => {
      const { agent, caller } = await aHeardTalk(s);
      agent.presses('*46');
      await s.after(seconds(10));
      s.expect(caller).heard([`hear.repeat.${name}`]);
      s.expect(agent).heard([`hear.repeat.${name}`]);
      s.expect(caller).never('tone');
      s.expect(caller).hears('<8001>');
      s.fact('hear.repeat', 'kept', { agent: '8001' });
    }),
  );

  it('a prompt that cannot be played breaks the clause', () =>
    scenario(
      shipped('gas'),
      async (s) => {
        const { agent } = await aHeardTalk(s);
        agent.presses('*46');
        await s.after(seconds(10));
        s.fact('hear.repeat', 'broken', 'engine');
      },
      { missing: ['hear.repeat.gas'] },
    ));

  it('silence during the phrase does not count: hear.noresponse counts from its end', () =>
    scenario(shipped('aftersales'), async (s) => {
      const { agent } = await aHeardTalk(s);
      await s.after(seconds(10));
      agent.presses('*46');
      await s.after(seconds(10));
      s.expect(agent).never('tone.cue');
    }));

  it('a standard without the clause answers the key as a wrong key', () =>
    scenario(aStandard(), async (s) => {
      const { agent } = await aHeardTalk(s);
      agent.presses('*46');
      await s.after(seconds(2));
      s.expect(agent).heard(['tone.error']);
    }));
});
