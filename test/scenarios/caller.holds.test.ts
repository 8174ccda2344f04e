import { describe, expect, it } from 'vitest';
import { aCallerWaits, MOBILE } from './support/call-fixtures.ts';
import { scenario } from './support/scenario.ts';
import { aStandard, seconds } from './support/standard.ts';
import { aHeardTalk, shipped } from './support/talk-fixtures.ts';

describe("the caller's own phone holds the call", () => {
  it('hear.noresponse: in a talk the agent hears no tone, until so long after the caller is back', () =>
    scenario(shipped('aftersales'), async (s) => {
      const { agent, caller } = await aHeardTalk(s);
      caller.station.hold();
      await s.after(seconds(40));
      s.expect(agent).never('tone.cue');
      caller.station.resume();
      await s.after(seconds(10));
      s.expect(agent).never('tone.cue');
      await s.after(seconds(10));
      s.expect(agent).heard(['tone.cue']);
    }));

  it('hear.noresponse: the hold, and its end, are known though they came while the link was away', () =>
    scenario(shipped('aftersales'), async (s) => {
      const { agent, caller } = await aHeardTalk(s);
      const unseen = async (happens: () => void) => {
        s.sim.controls.loseLink('pulled out');
        happens();
        await s.after(seconds(2));
        s.sim.controls.mendLink();
        await s.after(seconds(1));
        s.takeErrors();
      };
      await unseen(() => caller.station.hold());
      await s.after(seconds(40));
      s.expect(agent).never('tone.cue');
      await unseen(() => caller.station.resume());
      await s.after(seconds(20));
      s.expect(agent).heard(['tone.cue']);
    }));

  it('hold.reminder: while waiting no reassurance counts as heard', () =>
    scenario(aStandard(), async (s) => {
      const caller = await aCallerWaits(s, MOBILE);
      await s.after(seconds(16));
      const before = s.records.judged('hold.reminder').length;
      caller.station.hold();
      await s.after(seconds(40));
      expect(s.records.judged('hold.reminder')).toHaveLength(before);
      const unheard = s.records
        .happened('notJudged')
        .filter(({ detail }) => detail?.clause === 'hold.reminder');
      expect(unheard.length).toBeGreaterThanOrEqual(2);
      caller.station.resume();
      await s.after(seconds(20));
      expect(s.records.judged('hold.reminder').length).toBeGreaterThan(before);
    }));
});
