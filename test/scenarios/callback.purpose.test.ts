import { describe, expect, it } from 'vitest';
import { scenario } from './support/scenario.ts';
import { aCallerWaits } from './support/scenes.ts';
import { aStandard, minutes, seconds } from './support/standard.ts';

const PURPOSE = aStandard({ 'callback.purpose': {} });

describe('callback.purpose', () => {
  it('whoever is dialled is named by a callback, at every dial', () =>
    scenario(PURPOSE, async (s) => {
      const caller = await aCallerWaits(s);
      await s.after(seconds(10));
      caller.hangsUp();
      caller.answersAfter(seconds(1));
      s.agent('8001').registered().answersAfter(seconds(1));
      await s.until(() => caller.inCall, minutes(1));
      const { callback } = s.fact('callback.purpose', 'kept', 'engine');
      expect(callback).toBe(s.records.callbacks[0]?.id);
      expect(s.records.happened('customerDialled')).toHaveLength(1);
    }));

  it('an agent’s phone that dials a number is not let through, whatever it dials', () =>
    scenario(PURPOSE, async (s) => {
      const agent = s.agent('8001').registered();
      await s.after(seconds(1));
      agent.dialsCode('*9913912345678');
      await s.after(seconds(10));
      expect(agent.gone).toBe(true);
      expect(s.records.happened('customerDialled')).toEqual([]);
      expect(s.records.calls).toEqual([]);
    }));
});
