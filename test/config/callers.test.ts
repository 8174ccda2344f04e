import { describe, expect, it } from 'vitest';
import { loadText, problemsAfter, SHIPPED } from './site-fixtures.ts';

const callersOf = (text: string) => loadText(text).site?.callers;
const saying = (callers: string) => `${SHIPPED}\ncallers: ${callers}\n`;

describe('callers: how many are taken at the same time', () => {
  it('leaves two of the 100 legs to each agent, and a tenth of the rest to say that there is no room', () => {
    const agents = loadText(SHIPPED).site?.agents.length ?? 0;
    const room = 100 - 2 * agents;
    expect(callersOf(SHIPPED)).toEqual({
      most: room - Math.ceil(room / 10),
      told: Math.ceil(room / 10),
      refuseAs: 'busy',
    });
    expect(callersOf(saying('{ beyond: unavailable }'))).toEqual({
      most: room,
      told: 0,
      refuseAs: 'unavailable',
    });
  });

  it('is what the site says', () => {
    expect(callersOf(saying('{ most: 30 }'))).toEqual({ most: 30, told: 3, refuseAs: 'busy' });
    expect(callersOf(saying('{ most: 30, beyond: busy }'))).toEqual({ most: 30, told: 0, refuseAs: 'busy' });
  });

  it('must make sense', () => {
    const [problem] = problemsAfter('port_base: 15060', 'port_base: 15060\ncallers: { most: 0 }');
    expect(problem).toContain('Give a whole number of callers');
  });
});
