import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { CliError, EXIT } from './context.ts';

const SHORTEST = 12;
const LONGEST = 200;

/** A password that whoever is at the terminal types twice, without seeing it; or the first line of stdin, where that is no terminal. */
export async function askPassword(): Promise<string> {
  const [typed = '', again = typed] = process.stdin.isTTY ? await askTwice() : [await firstLine()];
  if (typed !== again) throw new CliError('the two passwords differ', 'type the same twice', EXIT.badInput);
  if (typed.length >= SHORTEST && typed.length <= LONGEST) return typed;
  const cure = `give ${SHORTEST} to ${LONGEST} characters`;
  throw new CliError('this password cannot be stored', cure, EXIT.badInput);
}

async function askTwice(): Promise<string[]> {
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const asking = createInterface({ input: process.stdin, output: silent, terminal: true });
  try {
    const answers: string[] = [];
    for (const question of ['password: ', 'again: ']) {
      process.stderr.write(question);
      answers.push(await asking.question(''));
      process.stderr.write('\n');
    }
    return answers;
  } finally {
    asking.close();
  }
}

async function firstLine(): Promise<string> {
  for await (const line of createInterface({ input: process.stdin })) return line;
  return '';
}
