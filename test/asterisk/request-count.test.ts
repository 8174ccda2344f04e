import { expect, test } from 'vitest';
import { pause } from '../host/machine.ts';
import { type AriProxy, openAriProxy, type ProxiedTraffic } from './support/ari-proxy.ts';
import { runGroups, scenarioGroup } from './support/scenario-group.ts';
import type { TestSite } from './support/site.ts';

const ANNA = '13800000001';
const BEN = '13800000002';

/** Its standard listens to nobody but where it asks something. */
const QUESTIONS_ONLY = '4008000001';

let between: AriProxy | undefined;

/** An ordinary call: answered, greeted, connected, and the caller hangs up. */
async function ordinary({ parties, records }: TestSite, number: string, line?: string) {
  const from = between?.mark();
  const caller = await parties.caller(number, line);
  const { leg } = await parties.pickedUp(number);
  await records.event(number, 'connected');
  await pause(1000);
  await caller.hangUp();
  await leg.event('ended');
  await records.event(number, 'ended');
  // what is told late
  await pause(1000);
  return { seen: between?.since(from) };
}

const desk = scenarioGroup(
  {
    phones: ['8001', '8002'],
    async proxy(asterisk) {
      between = await openAriProxy(asterisk.ariUrl);
      const { url, close } = between;
      return { asterisk: { ...asterisk, ariUrl: url }, close };
    },
  },
  {
    async ordinary(site) {
      const strict = await ordinary(site, ANNA);
      return { ...strict, unheard: (await ordinary(site, BEN, QUESTIONS_ONLY)).seen };
    },
  },
);

runGroups(desk);

/** Those that are no prompts, and those of them that set a variable of a leg. */
function asked(seen: ProxiedTraffic | undefined) {
  const requests = seen?.requests ?? [];
  const prompts = requests.filter((r) => /\/play\/|\/playbacks\//.test(r));
  const others = requests.filter((r) => !prompts.includes(r) && !r.includes('/asterisk/variable'));
  return { prompts, others, variables: others.filter((r) => r.endsWith('/variable')) };
}

test('a connected call without its prompts costs at most nine requests', async () => {
  const { prompts, others, variables } = asked((await desk.results.ordinary()).seen);
  expect(others.length, others.join('\n')).toBeLessThanOrEqual(9);
  // one of them is for the day on which the engine freezes: nobody rings for ever
  // and one lets Asterisk listen to the caller, who is not listened to during the greeting: that would cost more
  expect(variables, others.join('\n')).toHaveLength(2);
  // to the caller, to the agent, and the end of the agent's
  expect(prompts.length, prompts.join('\n')).toBeLessThanOrEqual(3);
});

test('and eight where the standard hears nobody but in answer to a question', async () => {
  const { others, variables } = asked((await desk.results.ordinary()).unheard);
  expect(others.length, others.join('\n')).toBeLessThanOrEqual(8);
  expect(variables, others.join('\n')).toHaveLength(1);
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
