import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { run } from '../../host/run.ts';
import { CliError, EXIT, SOUNDS } from '../context.ts';
import { loadTexts, type PromptsOptions } from './catalogue.ts';

/** What plays a WAV file and ends, on the machines that people have. */
const PLAYERS: readonly (readonly [program: string, ...args: string[]])[] = [
  ['aplay', '-q'],
  ['paplay'],
  ['pw-play'],
  ['ffplay', '-nodisp', '-autoexit', '-loglevel', 'error'],
  ['play', '-q'],
  ['afplay'],
];

async function isProgram(name: string): Promise<boolean> {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const there = await access(join(folder, name), constants.X_OK).then(
      () => true,
      () => false,
    );
    if (there) return true;
  }
  return false;
}

/** `sansheng prompts play <id>`: plays a prompt on this machine, or says where it is. */
export async function promptsPlay(id: string, options: PromptsOptions): Promise<void> {
  if (!(await loadTexts()).has(id))
    throw new CliError(`there is no prompt ${id}`, 'see the ids with `sansheng prompts list`', EXIT.notFound);
  const file = join(SOUNDS, options.lang ?? 'zh', `${id}.wav`);
  const there = await access(file, constants.R_OK).then(
    () => true,
    () => false,
  );
  if (!there)
    throw new CliError(`there is no ${file}`, 'put a recording there, or run npm run prompts', EXIT.notFound);
  for (const [program, ...args] of PLAYERS) {
    if (!(await isProgram(program))) continue;
    const { status, stderr } = await run(program, [...args, file]);
    if (status === 0) return;
    const said = stderr.trim().split('\n')[0] ?? '';
    throw new CliError(`${program} could not play it: ${said}`, `play ${file} with another program`);
  }
  console.log(
    `this machine has no player (${PLAYERS.map(([name]) => name).join(', ')}); the prompt is\n${file}`,
  );
}
