// What reads bytes of others, told inputs that are nearly right. An input is refused in the reader's own words or taken; nothing else is thrown.

import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { decode } from '../../src/cli/programmes/decode.ts';
import { readList } from '../../src/cli/programmes/list.ts';
import { ListError } from '../../src/cli/programmes/list-error.ts';
import { sheetRows } from '../../src/cli/programmes/spreadsheet.ts';
import { loadSite } from '../../src/config/load-site.ts';
import { loadStandardFiles } from '../../src/config/standards/load.ts';
import { readYaml } from '../../src/config/yaml/read.ts';
import { decodeWav, encodeWav, NotWavError, readWavHeader } from '../../src/host/wav.ts';
import { qualityReportOf } from '../../src/telephony/ami/rtcp.ts';
import { readAriEvent } from '../../src/telephony/ari/events.ts';
import { AgiMisuse, agiQueryOf, ENTRY_POINTS } from '../../src/telephony/fastagi/answers.ts';
import { AgiFault, linesOf, readRequest } from '../../src/telephony/fastagi/protocol.ts';
import { aSite, LINE } from '../scenarios/support/site.ts';
import { aStandard } from '../scenarios/support/standard.ts';
import { loadShipped } from '../support/shipped-standards.ts';
import { requestText } from '../telephony/fastagi/support.ts';
import { mutated, mutatedBytes } from './mutated.ts';
import { unzipped, zipped } from './zip.ts';

/** A reader, and what it is told. */
export interface Target<T = unknown> {
  readonly name: string;
  readonly inputs: fc.Arbitrary<T>;
  /** Rejects where something is thrown that is not the reader's own refusal. */
  read(input: T): Promise<void>;
}

const ROOT = join(import.meta.dirname, '..', '..');
/** One for each process: several may run. */
const FILES = join(tmpdir(), `sansheng-fuzz-${process.pid}`);

/** Runs `work`; throws what is none of the reader's refusals. */
async function refusing(
  kinds: readonly (new (...args: never[]) => Error)[],
  work: () => unknown,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!kinds.some((kind) => error instanceof kind)) throw error;
  }
}

function target<T>(name: string, inputs: fc.Arbitrary<T>, read: (input: T) => Promise<void>): Target {
  return { name, inputs, read: (input) => read(input as T) };
}

const site = aSite(aStandard(), [], 'zh', []);

const fastAgi = target(
  'FastAGI',
  mutated(
    [
      requestText('callback', ['13800000001', LINE, 'zh', '1772416800', '30']),
      requestText('greeting', [LINE, 'zh']),
      requestText('open', [LINE]),
    ],
    ['agi_arg_1: ', 'agi_network_script: callback\n', '\n\n', 'unknown', 'agi_'],
  ),
  (text) =>
    refusing([AgiFault, AgiMisuse], async () => {
      const bytes = Buffer.from(text);
      const half = Math.floor(bytes.length / 2);
      const socket = Readable.from([bytes.subarray(0, half), bytes.subarray(half)], { objectMode: false });
      const request = await readRequest(linesOf(socket as unknown as Socket));
      const entry = ENTRY_POINTS.get(request.script);
      if (entry) agiQueryOf(request, entry, site);
    }),
);

const EVENTS = [
  {
    type: 'StasisStart',
    args: ['line', LINE],
    channel: { id: 'c', caller: { number: '138' } },
    timestamp: 'x',
  },
  { type: 'ChannelHangupRequest', channel: { id: 'c', caller: { number: '' } }, cause: 16, soft: true },
  { type: 'PlaybackFinished', playback: { id: 'p', state: 'done' } },
  { type: 'Dial', peer: { id: 'c', caller: { number: '1' } }, dialstatus: 'RINGING' },
];

const ari = target(
  'events of ARI',
  mutated(
    EVENTS.map((event) => JSON.stringify(event)),
    ['"type":', 'null', '[]', '{}', 'StasisEnd', '"channel":'],
  ),
  async (text) => void readAriEvent(text),
);

const ami = target(
  'reports of AMI',
  mutated(['uniqueid: 1.1\nreport0fractionlost: 3\nreport0iajitter: 80'], ['uniqueid', 'report0iajitter']),
  async (text) => {
    const fields = text.split('\n').map((line) => line.split(': ') as [string, string?]);
    qualityReportOf(Object.fromEntries(fields));
  },
);

const LISTS = [
  '姓名,电话,备注\n张三,13800000001,账单\n李四,13900000002,"地址, 楼号"\n',
  'name;number;remark\nAnna;+86 138 0000 0003;"a ""quote"""\n',
  '\ufeff号码\t称呼\n13700000004\t王\n',
];

const csv = target(
  'lists of customers (CSV)',
  mutatedBytes(LISTS.map((text) => Buffer.from(text))),
  (bytes) => refusing([ListError], () => readList(decode(bytes).text, new Map())),
);

function fileWith(name: string, text: string): string {
  const file = join(FILES, name);
  mkdirSync(FILES, { recursive: true });
  writeFileSync(file, text);
  return file;
}

const workbook = unzipped(readFileSync(join(ROOT, 'test', 'programmes', 'files', 'customers.xlsx')));
const SHEET = 'xl/worksheets/sheet1.xml';

const sheet = String(workbook.get(SHEET));
const anyCell = fc
  .oneof(fc.double(), fc.maxSafeInteger(), fc.string({ unit: 'binary' }))
  .map((value) => sheet.replace('46112', () => String(value)));

const xlsx = target(
  'lists of customers (.xlsx)',
  fc.oneof(anyCell, mutated([sheet], ['<v>', '</v>', ' t="s"', ' s="1"', '<row r="9">', '</c>', '&#0;'])),
  (text) =>
    refusing([ListError], () => sheetRows(zipped(new Map([...workbook, [SHEET, Buffer.from(text)]])))),
);

const shipped = (name: string) => readFileSync(join(ROOT, name), 'utf8');
const withoutRemarks = (text: string) => text.replace(/^\s*#.*\n/gm, '');
const YAML_WORDS = [
  '&a ',
  '*a',
  '<<: ',
  '!!binary ',
  '- ',
  '? ',
  '|\n',
  '08:00',
  "'",
  '\t',
  '---\n',
  '...\n',
];
const standards = loadShipped();

const yaml = target(
  'YAML',
  mutated(
    ["name: a\nextends: strict\nclauses:\n  hold.limit: { after: 2 min, say: [a, 'b'] }\n", "'08': [a]\n"],
    YAML_WORDS,
  ),
  async (text) => void readYaml(fileWith('any.yaml', text)),
);

const siteFile = target(
  'sansheng.yaml',
  mutated([withoutRemarks(shipped('sansheng.yaml'))], YAML_WORDS),
  async (text) => void loadSite(fileWith('site.yaml', text), { standards, env: {} }),
);

const standardFile = target(
  'standards (YAML)',
  mutated(
    ['gas', 'telecom'].map((name) => withoutRemarks(shipped(`standards/${name}.yaml`))),
    YAML_WORDS,
  ),
  async (text) => {
    loadStandardFiles([fileWith('standard.yaml', text)], join(ROOT, 'sounds', 'prompts.yaml'));
  },
);

const wav = encodeWav({ samples: Float64Array.from({ length: 200 }, (_, i) => Math.sin(i)), rate: 8000 });

const sounds = target('recordings (WAV)', mutatedBytes([wav]), (bytes) =>
  refusing([NotWavError], () => {
    decodeWav(bytes);
    readWavHeader(bytes);
  }),
);

export const PARSERS: readonly Target[] = [
  fastAgi,
  ari,
  ami,
  csv,
  xlsx,
  yaml,
  siteFile,
  standardFile,
  sounds,
];

/** Removes the files that were written for readers that take files alone. */
export function removeFiles(): void {
  rmSync(FILES, { recursive: true, force: true });
}
