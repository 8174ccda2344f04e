import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { callbacksCommand } from '../../src/cli/callbacks/command.ts';
import { STATES } from '../../src/core/callback/table.ts';
import type { AttemptOutcome } from '../../src/core/model/callback.ts';
import { API_ROLES } from '../../src/engine/access.ts';
import { KINDS } from '../../src/web/callbacks/answer.ts';

const read = (name: string) =>
  readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'operators', name), 'utf8');

const OUTCOMES: Readonly<Record<AttemptOutcome, true>> = {
  ...{ reached: true, resolved: true, open: true, rescheduled: true, busy: true, refused: true },
  ...{ noAnswer: true, unreachable: true, invalidNumber: true, congested: true, machine: true },
  ...{
    agentFailed: true,
    notDialled: true,
    trunkRefused: true,
    lost: true,
    abandoned: true,
    superseded: true,
  },
};

const callbacks = callbacksCommand(
  (name, description) => new Command(name).description(description).option('--json'),
  Number,
);
const commands = callbacks.commands.map((one) => one.name());

/** What stands between backquotes, or behind a prompt, of `sansheng callbacks`. */
function examples(page: string): string[] {
  return [...page.matchAll(/sansheng callbacks\b([^`\n]*)/g)].map(([, rest = '']) => rest.trim());
}

describe.each(['guide.md', 'guide.zh-CN.md'])('docs/operators/%s', (name) => {
  const page = read(name);

  it('has every command', () => {
    const named = examples(page).map((rest) => rest.split(' ')[0]);
    for (const command of commands.filter((one) => one !== 'list')) expect(named).toContain(command);
  });

  it('names no command and no option that does not exist', () => {
    for (const rest of examples(page)) {
      const [first = ''] = rest.split(/[ ：]/);
      const command = callbacks.commands.find((one) => one.name() === first);
      if (/^[a-z]/.test(first)) expect(commands).toContain(first);
      const known = (command ?? callbacks).options.map(({ long }) => long);
      const options = [...rest.matchAll(/--[a-z-]+/g)].map(([option]) => option);
      for (const option of options) expect([...known, '--help']).toContain(option);
    }
  });

  it('says what each status and each outcome of an attempt means', () => {
    for (const status of [...STATES, 'OVERDUE', 'AT RISK']) expect(page).toContain(`\`${status}\``);
    for (const outcome of Object.keys(OUTCOMES)) expect(page).toContain(`\`${outcome}\``);
  });
});

it('docs/operators/guide.md says where each kind comes from, and who may what', () => {
  const page = read('guide.md');
  const never = ['suggestion', 'interim'];
  for (const kind of KINDS.filter((one) => !never.includes(one))) expect(page).toContain(`\`${kind}\``);
  for (const role of API_ROLES) expect(page).toContain(`| \`${role}\``);
});
