import { expect, test } from 'vitest';
import type { ConnectedParty, ContractFixture } from './contract-fixture.ts';

/** Longer than the silence that ends a talk, so that a pause of a prompt's length shows whether any was told. */
const LONG = ['first', 'second', 'first'] as const;

export function speaking(fixture: () => ContractFixture): void {
  const talks = ({ leg }: ConnectedParty) =>
    fixture()
      .eventTypes(leg)
      .filter((type) => type.startsWith('talk'));
  const started = ({ leg }: ConnectedParty) =>
    fixture().harness.seen('talkStarted', (event) => event.leg === leg);
  const ended = ({ leg }: ConnectedParty) =>
    fixture().harness.seen('talkEnded', (event) => event.leg === leg);

  /** Says something and falls silent again. */
  async function says(person: ConnectedParty): Promise<number> {
    await person.party.speak();
    await started(person);
    await person.party.hush();
    return (await ended(person)).afterMs;
  }

  /** A caller who has been listened to since a talk that is over, and waits again. */
  async function waitsAgain(): Promise<ConnectedParty> {
    const { caller, agent, bridge } = await fixture().talking();
    await fixture().do({ do: 'hangUp', leg: agent.leg, reason: 'normal' });
    await fixture().do({ do: 'endBridge', bridge });
    await fixture().do({ do: 'wait', leg: caller.leg });
    return caller;
  }

  test('nobody is listened to before that is ordered: a caller who waits, an agent and a customer who are dialled', async () => {
    const caller = await fixture().waiting();
    const agent = { party: await fixture().harness.phone('8001', 'answer'), leg: '' };
    const party = await fixture().harness.customer('answer');
    const people = [
      caller,
      { ...agent, leg: await fixture().dial({ agent: '8001' }, undefined, false) },
      { party, leg: await fixture().dial({ customer: '13912345678' }, undefined, false) },
    ];
    for (const { leg } of people.slice(1))
      await fixture().harness.seen('legAnswered', (event) => event.leg === leg);
    for (const person of people) await person.party.speak();
    expect(await fixture().outcome(await fixture().play({ leg: caller.leg }, ...LONG))).toBe('done');
    expect(people.flatMap(talks)).toEqual([]);
  });

  test('a caller who speaks as the two are connected is heard to speak', async () => {
    const caller = await fixture().waiting();
    await caller.party.speak();
    const agent = await fixture().agent();
    const bridge = fixture().id('bridge');
    await fixture().do({ do: 'connect', bridge, caller: caller.leg, agent: agent.leg, listen: true });
    await started(caller);
    await caller.party.hush();
    await ended(caller);
    expect(talks(agent)).toEqual([]);
  });

  test('who talk are listened to from the order on, each alone, and no longer', async () => {
    const caller = await fixture().waiting();
    const phone = await fixture().harness.phone('8001', 'answer');
    const agent = { party: phone, leg: await fixture().dial({ agent: '8001' }, undefined, false) };
    await fixture().harness.seen('legAnswered', ({ leg }) => leg === agent.leg);
    const bridge = fixture().id('bridge');
    await fixture().do({ do: 'connect', bridge, caller: caller.leg, agent: agent.leg });
    await caller.party.speak();
    await agent.party.speak();
    expect(await fixture().outcome(await fixture().play({ bridge }, 'second'))).toBe('done');
    expect([talks(caller), talks(agent)]).toEqual([[], []]);
    // one who speaks already is heard
    await fixture().do({ do: 'listen', leg: caller.leg, on: true });
    await started(caller);
    await fixture().do({ do: 'listen', leg: caller.leg, on: false });
    await caller.party.hush();
    await agent.party.hush();
    expect(await fixture().outcome(await fixture().play({ bridge }, ...LONG))).toBe('done');
    expect([talks(caller), talks(agent)]).toEqual([['talkStarted'], []]);
    await fixture().do({ do: 'listen', leg: agent.leg, on: true });
    await says(agent);
    expect([talks(caller), talks(agent)]).toEqual([['talkStarted'], ['talkStarted', 'talkEnded']]);
  });

  test('an order to listen, or not to, waits for no prompt', async () => {
    const caller = await fixture().waiting();
    const playback = await fixture().playing({ leg: caller.leg }, ...LONG, ...LONG);
    await fixture().do({ do: 'listen', leg: caller.leg, on: true });
    await fixture().do({ do: 'listen', leg: caller.leg, on: false });
    await fixture().do({ do: 'stopPlay', playback });
    expect(await fixture().outcome(playback)).toBe('stopped');
  });

  test('a caller who speaks while waiting again is heard, music and all', async () => {
    const caller = await waitsAgain();
    const afterMs = await says(caller);
    expect(afterMs).toBeGreaterThanOrEqual(20);
    expect(afterMs).toBeLessThan(500);
    expect(talks(caller)).toEqual(['talkStarted', 'talkEnded']);
  });

  test('what is played to a caller, alone or in a bridge, is not what the caller says', async () => {
    const { caller, agent, bridge } = await fixture().talking();
    expect(await fixture().outcome(await fixture().play({ bridge }, ...LONG))).toBe('done');
    expect([...talks(caller), ...talks(agent)]).toEqual([]);
  });

  test('caller and agent are told apart in a bridge', async () => {
    const { caller, agent } = await fixture().talking();
    await says(agent);
    expect([talks(caller), talks(agent)]).toEqual([[], ['talkStarted', 'talkEnded']]);
    await says(caller);
    expect(talks(caller)).toEqual(['talkStarted', 'talkEnded']);
  });

  test('a caller is heard while a prompt is played', async () => {
    const caller = await waitsAgain();
    const playback = await fixture().playing({ leg: caller.leg }, ...LONG);
    await says(caller);
    expect(await fixture().outcome(playback)).toBe('done');
    expect(fixture().place('talkEnded', caller.leg)).toBeLessThan(fixture().place('playEnded', playback));
  });

  test('a customer who is called is heard, and so is an agent before anybody is there', async () => {
    const agent = await fixture().agent();
    await says(agent);
    const party = await fixture().harness.customer('answer');
    const customer = { party, leg: await fixture().dial({ customer: '13912345678' }) };
    await fixture().harness.seen('legAnswered', ({ leg }) => leg === customer.leg);
    await says(customer);
    expect(talks(customer)).toEqual(['talkStarted', 'talkEnded']);
  });

  test('a caller whose sound does not arrive says nothing', async () => {
    const caller = await waitsAgain();
    await caller.party.mute();
    expect(await fixture().outcome(await fixture().play({ leg: caller.leg }, ...LONG))).toBe('done');
    expect(talks(caller)).toEqual([]);
  });

  test('keys are no talk', async () => {
    const caller = await waitsAgain();
    await caller.party.press('12#');
    await fixture().harness.seen('digit', ({ digit }) => digit === '#');
    expect(await fixture().outcome(await fixture().play({ leg: caller.leg }, ...LONG))).toBe('done');
    expect(talks(caller)).toEqual([]);
  });
}
