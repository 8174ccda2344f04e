import { z } from 'zod';
import { AGENT_KEYS } from '../core/agents/keys.ts';
import { clashOf, keysOf, lettersOf } from '../core/agents/moved-codes.ts';
import type { CustomProblem } from './yaml/check.ts';

const CURE = "Give the new code in quotes, such as '*94', or off.";
/** Digits alone, before the letters. */
const CODE = /^\*\d{1,6}[A-Z]*$/;

/** `codes:` in `sansheng.yaml`: shipped codes, and what stands in their place. */
export const codesSchema = z.record(z.string(), z.string({ error: CURE })).superRefine((moved, ctx) => {
  const complain = (path: PropertyKey[], problem: CustomProblem) =>
    ctx.addIssue({ code: 'custom', path, params: { ...problem } });
  const wrong = Object.entries(moved).flatMap(([code, to]) => problemOf(code, to) ?? []);
  for (const { code, ...problem } of wrong) complain([code], problem);
  if (wrong.length > 0) return;
  const clash = clashOf(keysOf(moved));
  if (!clash) return;
  const [one, other] = clash.map((key) => key.code);
  const [code] = Object.entries(moved).find(([, to]) => to === one || to === other) ?? [];
  const cause = `${one} and ${other} cannot both be dialled: one begins the other, or they are the same`;
  const cure = "Give another code; 'sansheng agents keys' lists those that are taken.";
  complain(code === undefined ? [] : [code], { problem: 'BAD_VALUE', cause, cure });
});

function problemOf(code: string, to: string): (CustomProblem & { code: string }) | undefined {
  if (!AGENT_KEYS.some((key) => key.code === code)) {
    const cure =
      "Take a code as the shipped sheet has it, such as '*54', '*3N' or '*72HHMM' (docs/agents/keys.md).";
    return { code, problem: 'UNKNOWN_KEY', cause: 'is no code of agents', cure };
  }
  if (to === 'off') return undefined;
  if (!CODE.test(to)) return { code, problem: 'BAD_VALUE', cause: `${to} is no code`, cure: CURE };
  const letters = lettersOf(code);
  if (lettersOf(to) === letters) return undefined;
  const cure = letters === '' ? 'Give digits only after the *.' : `End it in ${letters}, as ${code} does.`;
  return { code, problem: 'BAD_VALUE', cause: `${to} has other letters than ${code}`, cure };
}
