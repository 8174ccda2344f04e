import type { Command } from 'commander';
import { secondText } from '../../config/time-zone.ts';
import type { ProgrammeAnswer, RowAnswer } from '../../web/programme-answers.ts';
import { askEngine } from '../api.ts';
import { CliError, EXIT, type GlobalOptions, loadSurroundings, type Surroundings } from '../context.ts';
import { type NumbersOption, privacyOf } from '../number-privacy.ts';
import { print, table } from '../output.ts';

/** More are not read. */
const MOST_NAMED = 10;

interface ShowOptions extends GlobalOptions, NumbersOption {}

export async function listProgrammes(_options: GlobalOptions, command: Command): Promise<void> {
  const options = command.optsWithGlobals<GlobalOptions>();
  const around = loadSurroundings(options);
  const programmes = await programmesOf(around);
  const heading = ['id', 'name', 'template', 'line', 'status', 'done', 'schedule', 'next'];
  print(options.json, programmes, () =>
    programmes.length === 0
      ? 'no programmes'
      : table(
          heading,
          programmes.map((one) => row(one, around)),
        ),
  );
}

export async function programmesOf(around: Surroundings): Promise<ProgrammeAnswer[]> {
  const { programmes } = await askEngine<{ programmes: ProgrammeAnswer[] }>(around, 'GET', '/v1/programmes');
  return programmes;
}

function row(one: ProgrammeAnswer, { zoneOf }: Surroundings): string[] {
  const { id, name, template, line, status, done, total, schedule, nextRoundAt } = one;
  const next = nextRoundAt === null ? '' : secondText(Date.parse(nextRoundAt), zoneOf(line));
  return [id, name, template, line, status, `${done}/${total}`, schedule ?? 'at once', next];
}

export async function showProgramme(id: string, _options: ShowOptions, command: Command): Promise<void> {
  const options = command.optsWithGlobals<ShowOptions>();
  const around = loadSurroundings(options);
  const { programme, rows } = await whole(id, around);
  const privacy = await privacyOf(options, around.paths, `programme ${id}`);
  const shown = rows.map((one) => privacy.data(one));
  const zone = around.zoneOf(programme.line);
  print(options.json, { ...programme, customers: shown }, () =>
    [
      table(
        ['id', 'name', 'template', 'line', 'status', 'done', 'schedule', 'next'],
        [row(programme, around)],
      ),
      Object.entries(programme.rows)
        .map(([is, count]) => `${is} ${count}`)
        .join(', '),
      table(
        ['row', 'number', 'name', 'status', 'why', 'at', 'tries', 'last', 'agent'],
        shown.map((one) => cells(one, zone)),
      ),
    ].join('\n'),
  );
}

/** The error for a programme that a site does not have: it may be another site's.
 * @param dir the folder of the site */
export function missingProgramme(
  id: string,
  all: readonly Pick<ProgrammeAnswer, 'id'>[],
  dir: string,
): CliError {
  const ids = all.slice(0, MOST_NAMED).map((one) => one.id);
  const cure =
    ids.length === 0
      ? 'it has none; `sansheng programmes import` makes one'
      : `there are: ${ids.join(', ')}${all.length > ids.length ? ' …' : ''}; see all with \`sansheng programmes list\``;
  return new CliError(`the site in ${dir} has no programme ${id}`, cure, EXIT.notFound);
}

/** A programme with its rows. Ends the command where there is none (EXIT.notFound). */
export async function whole(
  id: string,
  around: Surroundings,
): Promise<{ programme: ProgrammeAnswer; rows: RowAnswer[] }> {
  const all = await programmesOf(around);
  const programme = all.find((one) => one.id === id);
  if (!programme) throw missingProgramme(id, all, around.paths.dir);
  const path = `/v1/programmes/${encodeURIComponent(id)}/rows`;
  const { rows } = await askEngine<{ rows: RowAnswer[] }>(around, 'GET', path);
  return { programme, rows };
}

function cells(
  { row: number, number: who, name, status, why, at, attempts, last, agent }: RowAnswer,
  zone: string,
) {
  const time = at === null ? '' : secondText(Date.parse(at), zone);
  return [
    String(number),
    who,
    name ?? '',
    status,
    why ?? '',
    time,
    String(attempts),
    last ?? '',
    agent ?? '',
  ];
}
