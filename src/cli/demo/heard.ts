import { join } from 'node:path';
import type { Salutation } from '../../core/model/call.ts';
import type { Standard } from '../../core/standard/standard.ts';
import { findPrompts, type RtpEndpoint, readSpeech } from '../../sipkit/index.ts';
import { SOUNDS } from '../context.ts';

const SALUTATIONS: readonly Salutation[] = ['morning', 'noon', 'afternoon', 'evening', 'holiday', 'weekend'];

/** Not told, but known, so that none is taken for the beginning of something longer. */
const DIGITS = Array.from({ length: 10 }, (_, digit) => `digit.${digit}`);

/** The prompts that this standard speaks, in Chinese, by name, as samples. */
async function prompts(standard: Standard): Promise<Record<string, Int16Array>> {
  const phrases = Object.values(standard.clauses).flatMap((clause) => Object.values(clause ?? {}));
  const spoken = phrases.flatMap((value) => (Array.isArray(value) ? value.flat().map(String) : []));
  const filled = ['company', ...SALUTATIONS.map((one) => `salute.${one}`), ...DIGITS];
  const names = new Set([...spoken.filter((part) => !part.startsWith('{')), ...filled]);
  const entries = [...names].map(
    async (name) => [name, await readSpeech(join(SOUNDS, 'zh', `${name}.wav`))] as const,
  );
  return Object.fromEntries(await Promise.all(entries));
}

/** What a party heard, judged from the RTP that it got: `12.3 hold.reminder`, digits left out. */
export async function heardBy(rtp: RtpEndpoint, standard: Standard): Promise<string[]> {
  const heard = rtp.heard();
  const told = findPrompts(heard, await prompts(standard)).filter(({ name }) => !DIGITS.includes(name));
  return told.map(({ name, orElse, from, whole }) => {
    const seconds = ((from - heard.startAt) / 1000).toFixed(1).padStart(6);
    // some say the same, and sound the same
    return `${seconds} s  ${[name, ...orElse].join(' or ')}${whole ? '' : ' (cut)'}`;
  });
}
