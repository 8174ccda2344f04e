import { expect, test } from 'vitest';
import { pause } from '../host/machine.ts';
import { type AriProxy, openAriProxy } from './support/ari-proxy.ts';
import { runGroups, scenarioGroup } from './support/scenario-group.ts';

const ANNA = '13800000001';

let between: AriProxy | undefined;

/** An ordinary call: answered, greeted, connected, and the caller hangs up. */
const desk = scenarioGroup(
  {
    phones: ['8001'],
    async proxy(asterisk) {
      between = await openAriProxy(asterisk.ariUrl);
      const { url, close } = between;
      return { asterisk: { ...asterisk, ariUrl: url }, close };
    },
  },
  {
    async ordinary({ parties, records }) {
      const from = between?.mark();
      const anna = await parties.caller(ANNA);
      const { leg } = await parties.pickedUp(ANNA);
      await records.event(ANNA, 'connected');
      await pause(1000);
      await anna.hangUp();
      await leg.event('ended');
      await records.event(ANNA, 'ended');
      // what is told late
      await pause(1000);
      return { seen: between?.since(from) };
    },
  },
);

runGroups(desk);

test('a connected call without its prompts costs at most nine requests', async () => {
  const { seen } = await desk.results.ordinary();
  const requests = seen?.requests ?? [];
  const prompts = requests.filter((r) => /\/play\/|\/playbacks\//.test(r));
  const others = requests.filter((r) => !prompts.includes(r) && !r.includes('/asterisk/variable'));
  // one of them is for the day on which the engine freezes: nobody rings for ever
  expect(others.length, others.join('\n')).toBeLessThanOrEqual(9);
  // and one lets Asterisk listen to the caller, who is not listened to during the greeting: that would cost more
  const variables = others.filter((r) => r.endsWith('/variable'));
  expect(variables, others.join('\n')).toHaveLength(2);
  // to the caller, to the agent, and the end of the agent's
  expect(prompts.length, prompts.join('\n')).toBeLessThanOrEqual(3);
});

test('a connected call is told in thirteen events, and one for each thing that is said', async () => {
  const { seen } = await desk.results.ordinary();
  const events = seen?.events ?? [];
  const others = events.filter((type) => !type.startsWith('Playback'));
  // ChannelStateChange tells when the caller is answered (answer.rings), and of the agent's phone twice what Dial tells too
  expect(others.length, others.join(' ')).toBeLessThanOrEqual(13);
  // Asterisk tells the beginning of each prompt of a list: eight of the greeting twice, and the agent's tone
  const started = events.filter((type) => type === 'PlaybackStarted');
  expect(started.length).toBeLessThanOrEqual(17);
  expect(events.length - others.length - started.length).toBeLessThanOrEqual(2);
});

test('no more than 16 sockets to Asterisk, and the one for the events', async () => {
  expect(between?.mostSockets()).toBeLessThanOrEqual(17);
});
