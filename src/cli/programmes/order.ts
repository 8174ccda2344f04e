import type { Command } from 'commander';
import type { ProgrammeAnswer } from '../../web/programme-answers.ts';
import { askEngine } from '../api.ts';
import { type GlobalOptions, loadSurroundings } from '../context.ts';
import { userName } from '../number-privacy.ts';
import { print } from '../output.ts';

interface OrderOptions extends GlobalOptions {
  readonly by?: string;
}

/** `sansheng programmes pause | resume | cancel`: the command's name is the order. */
export async function order(id: string, _options: OrderOptions, command: Command): Promise<void> {
  const options = command.optsWithGlobals<OrderOptions>();
  const body = { do: command.name(), by: options.by ?? userName() };
  const path = `/v1/programmes/${encodeURIComponent(id)}/orders`;
  const after = await askEngine<ProgrammeAnswer>(loadSurroundings(options), 'POST', path, body);
  print(options.json, after, ({ status, done, total }) => `${id} is ${status}: ${done} of ${total} done`);
}
