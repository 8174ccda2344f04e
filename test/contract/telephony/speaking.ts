import { expect, test } from 'vitest';
import type { Person, Stage } from './stage.ts';

/** Longer than the silence that ends a talk, so that a pause of a prompt's length shows whether any was told. */
const LONG = ['first', 'second', 'first'] as const;

export function speaking(stage: () => Stage): void {
  const talks = ({ leg }: Person) =>
    stage()
      .story(leg)
      .filter((type) => type.startsWith('talk'));
  const started = ({ leg }: Person) => stage().world.seen('talkStarted', (event) => event.leg === leg);
  const ended = ({ leg }: Person) => stage().world.seen('talkEnded', (event) => event.leg === leg);

  /** Says something and falls silent again. */
  async function says(person: Person): Promise<number> {
    await person.party.speak();
    await started(person);
    await person.party.hush();
    return (await ended(person)).afterMs;
  }

  test('a caller who speaks while waiting is heard, music and all', async () => {
    const caller = await stage().waiting();
    const afterMs = await says(caller);
    expect(afterMs).toBeGreaterThanOrEqual(20);
    expect(afterMs).toBeLessThan(500);
    expect(talks(caller)).toEqual(['talkStarted', 'talkEnded']);
  });

  test('what is played to a caller, alone or in a bridge, is not what the caller says', async () => {
    const waiting = await stage().waiting();
    expect(await stage().outcome(await stage().play({ leg: waiting.leg }, ...LONG))).toBe('done');
    expect(talks(waiting)).toEqual([]);
    const { caller, agent, bridge } = await stage().talking();
    expect(await stage().outcome(await stage().play({ bridge }, ...LONG))).toBe('done');
    expect([...talks(caller), ...talks(agent)]).toEqual([]);
  });

  test('caller and agent are told apart in a bridge', async () => {
    const { caller, agent } = await stage().talking();
    await says(agent);
    expect([talks(caller), talks(agent)]).toEqual([[], ['talkStarted', 'talkEnded']]);
    await says(caller);
    expect(talks(caller)).toEqual(['talkStarted', 'talkEnded']);
  });

  test('a caller is heard while a prompt is played', async () => {
    const caller = await stage().waiting();
    const playback = await stage().playing({ leg: caller.leg }, ...LONG);
    await says(caller);
    expect(await stage().outcome(playback)).toBe('done');
    expect(stage().place('talkEnded', caller.leg)).toBeLessThan(stage().place('playEnded', playback));
  });

  test('a customer who is called is heard, and so is an agent before anybody is there', async () => {
    const agent = await stage().agent();
    await says(agent);
    const party = await stage().world.customer('answer');
    const customer = { party, leg: await stage().dial({ customer: '13912345678' }) };
    await stage().world.seen('legAnswered', ({ leg }) => leg === customer.leg);
    await says(customer);
    expect(talks(customer)).toEqual(['talkStarted', 'talkEnded']);
  });

  test('a caller whose sound does not arrive says nothing', async () => {
    const caller = await stage().waiting();
    await caller.party.mute();
    expect(await stage().outcome(await stage().play({ leg: caller.leg }, ...LONG))).toBe('done');
    expect(talks(caller)).toEqual([]);
  });

  test('keys are no talk', async () => {
    const caller = await stage().waiting();
    await caller.party.press('12#');
    await stage().world.seen('digit', ({ digit }) => digit === '#');
    expect(await stage().outcome(await stage().play({ leg: caller.leg }, ...LONG))).toBe('done');
    expect(talks(caller)).toEqual([]);
  });
}
