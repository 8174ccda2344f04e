import { wordsOf } from '../../../src/host/prompt-texts.ts';
import { PROMPTS } from './lines.ts';
import type { Heard, HeardRule, MeasuredRule, Rule, Shown } from './rules/rule.ts';
import type { HeardPhrase, Transcript } from './transcript.ts';

/** What is kept is told by the sound, never by signs: punctuation and spaces say nothing. */
const plain = (text: string) => text.replaceAll(/[^\p{L}\p{N}]/gu, '');

/** A character of what was heard, and the phrase that it belongs to. */
interface Sounded {
  readonly text: string;
  readonly phrases: readonly HeardPhrase[];
}

function sounded({ heard }: Transcript): Sounded {
  const parts = heard.flatMap((phrase) => {
    const prompt = PROMPTS.get(phrase.id);
    const words = phrase.whole && prompt ? wordsOf(prompt, 'zh') : undefined;
    // what was cut off parts what comes before it from what comes after it
    return [...(words ? plain(words.text) : '|')].map((character) => ({ character, phrase }));
  });
  return {
    text: parts.map(({ character }) => character).join(''),
    phrases: parts.map(({ phrase }) => phrase),
  };
}

/** The phrase with which these words begin; undefined where they were not heard whole and in their order. */
export function findWords(transcript: Transcript, words: string): HeardPhrase | undefined {
  const { text, phrases } = sounded(transcript);
  let from = 0;
  let first: HeardPhrase | undefined;
  for (const piece of words.split('…').map(plain)) {
    const at = text.indexOf(piece, from);
    if (at < 0) return undefined;
    first ??= phrases[at];
    from = at + piece.length;
  }
  return first;
}

/** What came of a rule in the calls. */
export interface Judged {
  readonly kept: boolean;
  /** For people. */
  readonly value: string;
}

function judgeHeard(rule: HeardRule, heard: Heard): Judged {
  const transcript = heard(rule.call, rule.party);
  const phrase = findWords(transcript, rule.words);
  if (phrase) return { kept: true, value: `heard whole at ${phrase.from.toFixed(2)} s` };
  const all = transcript.heard.map(({ id, whole }) => (whole ? id : `${id} (cut)`)).join(' ');
  return { kept: false, value: `«${rule.words}» was not heard among: ${all}` };
}

function judgeMeasure({ atLeast, atMost, unit, what, measure }: MeasuredRule, heard: Heard): Judged {
  const value = measure(heard);
  const kept = value >= atLeast && value <= atMost;
  return { kept, value: `${what}: ${value.toFixed(2)} ${unit}` };
}

/** Judges what the listening suite has heard. */
export function judge(rule: HeardRule | MeasuredRule, heard: Heard): Judged {
  return rule.by === 'sound' ? judgeHeard(rule, heard) : judgeMeasure(rule, heard);
}

export function isListened(shown: Shown): shown is HeardRule | MeasuredRule {
  return shown.by === 'sound' || shown.by === 'measure';
}

/** The transcripts of one line. What is played in several calls by key (phrases, phrases2) is looked for in all of them. */
export function heardOn(transcripts: readonly Transcript[], { source }: Rule): Heard {
  return (call, party = 'caller') => {
    const found = transcripts.filter(
      (each) => each.line === source && each.call.replace(/\d$/, '') === call && each.party === party,
    );
    const [first] = found;
    if (!first)
      throw new Error(`nobody listened to the ${party} of the call ${call} on the line of ${source}`);
    return { ...first, heard: found.flatMap(({ heard }) => heard) };
  };
}
