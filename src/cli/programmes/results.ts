import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { csvText } from '../../core/reports/csv.ts';
import type { Privacy } from '../../log/mask.ts';
import type { RowAnswer } from '../../web/programme-answers.ts';
import { type GlobalOptions, lookAround } from '../context.ts';
import { localTime, print } from '../output.ts';
import { type NumbersOption, privacyOf } from '../privacy.ts';
import { whole } from './look.ts';

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
  '座席 agent',
];

/** `sansheng programmes results`: for spreadsheets; times where the line is. */
export async function results(id: string, _options: ResultsOptions, command: Command): Promise<void> {
  const options = command.optsWithGlobals<ResultsOptions>();
  const around = lookAround(options);
  const { programme, rows } = await whole(id, around);
  const privacy = await privacyOf(options, around.paths, `results of programme ${id}`);
  const zone = around.zoneOf(programme.line);
  const all = [HEADING, ...rows.map((row) => cells(row, zone, privacy))];
  const csv = csvText(all);
  if (options.out !== undefined) await writeFile(options.out, csv);
  const data = rows.map((row) => ({ ...row, number: privacy.number(row.number) }));
  print(options.json, data, () =>
    options.out === undefined ? csv.trimEnd() : `${rows.length} rows: ${options.out}`,
  );
}

function cells(one: RowAnswer, zone: string, privacy: Privacy): (string | number)[] {
  const { row, number, name, about, status, why, visit, at, attempts, last, agent } = one;
  const time = at === null ? '' : localTime(Date.parse(at), zone);
  const shown = privacy.number(number);
  return [
    row,
    shown,
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
