import { afterAll, beforeAll } from 'vitest';
import { telephonyContract } from '../contract/telephony.ts';
import { startTestAsterisk, type TestAsterisk } from './support/asterisk.ts';
import { asteriskWorld } from './support/telephony-harness.ts';

let asterisk: TestAsterisk | undefined;

beforeAll(async () => {
  asterisk = await startTestAsterisk();
});
afterAll(async () => {
  await asterisk?.stop();
});

telephonyContract('a real Asterisk', async () => {
  if (asterisk === undefined) throw new Error('Asterisk did not start');
  return asteriskWorld(asterisk);
});
