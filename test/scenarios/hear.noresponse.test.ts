import { describe, expect, it } from 'vitest';
import { scenario } from './support/scenario.ts';
import { aStandard, seconds } from './support/standard.ts';
import { aHeardTalk, aSilentTalk, says, shipped } from './support/talk-fixtures.ts';

/** Seconds from the caller's last word to the moment at which a talk is at hand. */
const SILENT_ALREADY = 1;

describe('hear.noresponse, aftersales', () => {
  it('only the agent hears a tone after 15 s of silence, once', () =>
    scenario(shipped('aftersales'), async (s) => {
      const { agent, caller } = await aHeardTalk(s);
      agent.startsTalking();
      const since = (s.sim.clock.now().mono - agent.zero) / 1000;
      await s.after(seconds(60));

      expect(s.expect(agent).times('tone.cue')).toHaveLength(1);
      s.expect(agent)
        .heard(['tone.cue'])
        .at(since - SILENT_ALREADY + 15, 0.2);
      s.expect(caller).never('tone');
      const fact = s.fact('hear.noresponse', 'kept', 'engine');
      expect(fact.measured).toMatchObject({ unit: 's' });
      expect(fact.measured?.value).toBeCloseTo(15, 1);
    }));

  it('each word of the caller starts the time again', () =>
    scenario(shipped('aftersales'), async (s) => {
      const { agent, caller } = await aHeardTalk(s);
      for (const _word of [1, 2, 3]) {
        await s.after(seconds(10));
        await says(s, caller, 1);
      }
      expect(s.expect(agent).times('tone.cue')).toEqual([]);
      await s.after(seconds(20));
      await says(s, caller, 1);
      await s.after(seconds(20));
      expect(s.expect(agent).times('tone.cue')).toHaveLength(2);
    }));

  it('a long speech of the caller is no silence', () =>
    scenario(shipped('aftersales'), async (s) => {
      const { agent, caller } = await aHeardTalk(s);
      await says(s, caller, 60);
      await s.after(seconds(10));
      s.expect(agent).never('tone.cue');
    }));

  it('time on hold does not count as silence', () =>
    scenario(shipped('aftersales'), async (s) => {
      const { agent } = await aHeardTalk(s);
      agent.holds();
      await s.after(seconds(30));
      agent.resumes();
      await s.after(seconds(10));
      s.expect(agent).never('tone.cue');
      await s.after(seconds(15));
      s.expect(agent).heard(['tone.cue']);
    }));

  it('the agent’s key plays the phrases one after the other', () =>
    scenario(shipped('aftersales'), async (s) => {
      const { agent, caller } = await aHeardTalk(s);
      agent.presses('*47');
      await s.after(seconds(5));
      agent.presses('*47');
      await s.after(seconds(5));
      const first = s.expect(caller).heard(['hear.noresponse.1']);
      s.expect(caller).heard(['hear.noresponse.2'], first.to);
      s.fact('hear.noresponse', 'kept', { agent: '8001' });
      expect(caller.inCall).toBe(true);
    }));

  it('a caller who was never heard gets the script of hear.silent, and the agent no tone', () =>
    scenario(shipped('aftersales'), async (s) => {
      const { agent, caller } = await aSilentTalk(s);
      await s.until(() => caller.gone, seconds(40));
      s.expect(agent).never('tone.cue');
    }));

  it('a tone that cannot be played breaks the clause', () =>
    scenario(
      shipped('aftersales'),
      async (s) => {
        await aHeardTalk(s);
        await s.after(seconds(20));
        s.fact('hear.noresponse', 'broken', 'engine');
      },
      { missing: ['tone.cue'] },
    ));

  it('a standard without the clause plays no tone', () =>
    scenario(aStandard(), async (s) => {
      const { agent } = await aHeardTalk(s);
      await s.after(seconds(60));
      s.expect(agent).never('tone.cue');
    }));
});
