import { expect, it } from 'vitest';
import type { AriConnection } from '../../../src/telephony/ari/client.ts';
import { Legs } from '../../../src/telephony/ari/legs.ts';
import { WaitingMusic } from '../../../src/telephony/ari/waiting-music.ts';

const LEG = 'in-1';
const nothing = () => undefined;
const log = { debug: nothing, info: nothing, warn: nothing, error: nothing };

/** Music of an Asterisk that says so of it; `set`: what becomes of each request to set a class. */
async function musicOf(variable: string, set: () => Promise<void> = async () => undefined) {
  const classes: unknown[] = [];
  const connection = {
    async request(_resource: string, operation: string, { value }: { value?: string }) {
      if (operation === 'getGlobalVar') return { value: variable };
      classes.push(value);
      return set();
    },
  } as unknown as AriConnection;
  const legs = new Legs();
  legs.expect(LEG, true);
  const music = new WaitingMusic(legs, log);
  await music.look(connection);
  return { music, connection, classes, legs };
}

it('hold.reminder: the music after each prompt is the next piece, in the language of the prompt', async () => {
  const { music, connection, classes } = await musicOf('3 zh en');
  for (const language of ['zh', 'zh', 'en', 'en'] as const)
    await music.reassureNext(connection, LEG, language);
  expect(classes).toEqual(['sansheng-zh-0', 'sansheng-zh-1', 'sansheng-en-2', 'sansheng-en-0']);
});

it('music that begins without a prompt has no words, and is asked for only where it had some', async () => {
  const { music, connection, classes } = await musicOf('3 zh');
  await music.plainNext(connection, LEG);
  await music.reassureNext(connection, LEG, 'zh');
  await music.plainNext(connection, LEG);
  await music.plainNext(connection, LEG);
  expect(classes).toEqual(['sansheng-zh-0', 'default']);
});

it('which music a leg has that a new engine finds is not known: it has no words where it begins without a prompt', async () => {
  const { music, connection, classes, legs } = await musicOf('3 zh');
  legs.adopt([{ leg: 'found', dialled: false, toCustomer: false, rang: false, answered: true }]);
  await music.plainNext(connection, 'found');
  expect(classes).toEqual(['default']);
});

it.each(['', '8', '8 en'])('no class is asked for that Asterisk does not have (%j)', async (variable) => {
  const { music, connection, classes } = await musicOf(variable);
  await music.reassureNext(connection, LEG, 'zh');
  expect(classes).toEqual([]);
});

it('a prompt does not fail for its music, and does not wait for it', async () => {
  const refused = await musicOf('3 zh', () => Promise.reject(new Error('refused')));
  await refused.music.reassureNext(refused.connection, LEG, 'zh');
  const never = await musicOf('3 zh', () => new Promise(() => undefined));
  await never.music.reassureNext(never.connection, LEG, 'zh');
});
