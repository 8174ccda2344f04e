import type { Command } from 'commander';
import { secondText } from '../../config/time-zone.ts';
import { csvText } from '../../util/csv.ts';
import type { RowAnswer } from '../../web/programme-answers.ts';
import { type GlobalOptions, loadSurroundings } from '../context.ts';
import { type NumbersOption, privacyOf } from '../number-privacy.ts';
import { print } from '../output.ts';
import { saveText } from '../write-output.ts';
import { whole } from './read.ts';

interface ResultsOptions extends GlobalOptions, NumbersOption {
  readonly out?: string;
}

const HEADING = [
  '序号 row',
  '号码 number',
  '姓名 name',
  '事由 about',
  '结果 status',
  '原因 why',
  '第几次回访 visit',
  '时间 at',
  '呼叫次数 tries',
  '最后一次 last',
  '坐席 agent',
];

/** `sansheng programmes results`: for spreadsheets; times where the line is. */
export async function results(id: string, _options: ResultsOptions, command: Command): Promise<void> {
  const options = command.optsWithGlobals<ResultsOptions>();
  const around = loadSurroundings(options);
  const { programme, rows } = await whole(id, around);
  const privacy = await privacyOf(options, around.paths, `results of programme ${id}`);
  const zone = around.zoneOf(programme.line);
  // a remark may have a number in it, too
  const data = rows.map((row) => privacy.data(row));
  const all = [HEADING, ...data.map((row) => cells(row, zone))];
  const csv = csvText(all);
  if (options.out !== undefined) await saveText(csv, options.out);
  print(options.json, data, () =>
    options.out === undefined ? csv.trimEnd() : `${rows.length} rows: ${options.out}`,
  );
}

function cells(one: RowAnswer, zone: string): (string | number)[] {
  const { row, number, name, about, status, why, visit, at, attempts, last, agent } = one;
  const time = at === null ? '' : secondText(Date.parse(at), zone);
  return [
    row,
    number,
    name ?? '',
    about ?? '',
    status,
    why ?? '',
    visit,
    time,
    attempts,
    last ?? '',
    agent ?? '',
  ];
}
