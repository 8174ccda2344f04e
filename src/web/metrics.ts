import { z } from 'zod';
import type { EngineFigures } from '../engine/figures.ts';
import type { ApiPorts, MachineFigures } from './ports.ts';
import { type Route, route } from './route.ts';

type Labels = Readonly<Record<string, string>>;

interface Metric {
  readonly name: string;
  readonly type: 'gauge' | 'counter' | 'histogram';
  readonly help: string;
  readonly samples: readonly Sample[];
}

interface Sample {
  readonly value: number;
  readonly labels?: Labels;
  /** Behind the metric's name: `_bucket`. */
  readonly suffix?: string;
}

/** `GET /metrics`: what one alerts on, as Prometheus reads it. It has numbers of lines, and none of callers. */
export function metricsRoute({ figures, failedInputs, machine }: ApiPorts): Route {
  return route({
    method: 'GET',
    path: '/metrics',
    summary: 'Read what Prometheus collects',
    role: null,
    open: 'machine',
    answer: { status: 200, schema: z.string(), means: 'Prometheus text, version 0.0.4', type: 'text/plain' },
    handle: async () => {
      const all = [...ofEngine(figures(), failedInputs().count), ...ofMachine(await machine())];
      return inPieces(all.map(metricText));
    },
  });
}

async function* inPieces(texts: readonly string[]): AsyncGenerator<string> {
  yield* texts;
}

function gauge(name: string, help: string, ...samples: readonly Sample[]): Metric {
  return { name: `sansheng_${name}`, type: 'gauge', help, samples };
}

function counter(name: string, help: string, ...samples: readonly Sample[]): Metric {
  return { name: `sansheng_${name}_total`, type: 'counter', help, samples };
}

function ofEngine(figures: EngineFigures, failed: number): Metric[] {
  const { asterisk, store, commits, verdicts, load, trunkRefusals } = figures;
  return [
    gauge('asterisk_up', 'Whether the link to Asterisk is there.', { value: Number(asterisk) }),
    gauge('store_up', 'Whether the store takes what the engine commits.', { value: Number(store) }),
    ...ofLoad(load),
    counter(
      'verdicts',
      'Clauses kept and broken since the engine started.',
      ...verdicts.map(({ count, ...labels }) => ({ value: count, labels })),
    ),
    counter(
      'trunk_refused',
      'Calls to customers that a trunk did not take, by SIP status.',
      ...trunkRefusals.map(({ trunk, status, count }) => {
        return { value: count, labels: { trunk, status: String(status) } };
      }),
    ),
    counter('failed_inputs', 'Inputs dropped because of a fault of the program.', { value: failed }),
    commitMetric(commits),
  ];
}

function ofLoad({ phases, waiting, callbacks, agents }: EngineFigures['load']): Metric[] {
  return [
    gauge(
      'calls',
      'Calls in progress.',
      ...Object.entries(phases).map(([phase, value]) => ({ value, labels: { phase } })),
    ),
    gauge(
      'callers_waiting',
      'Callers to whom nobody talks yet.',
      ...waiting.map(({ line, callers }) => ({ value: callers, labels: { line } })),
    ),
    gauge(
      'longest_wait_seconds',
      'How long the first of them has waited.',
      ...waiting.map(({ line, longest }) => ({ value: longest, labels: { line } })),
    ),
    gauge('callbacks_open', 'Promised callbacks that are not over.', { value: callbacks.open }),
    gauge('callbacks_overdue', 'Those past their deadline.', { value: callbacks.overdue }),
    gauge('callbacks_at_risk', 'Those that are likely to miss it.', { value: callbacks.atRisk }),
    gauge(
      'agents',
      'Agents, by their phone, what they do, and whether they are at work.',
      ...agents.map(({ count, ...labels }) => ({ value: count, labels })),
    ),
  ];
}

function commitMetric({ buckets, count, sum }: EngineFigures['commits']): Metric {
  return {
    name: 'sansheng_commit_seconds',
    type: 'histogram',
    help: 'How long the store took for a commit.',
    samples: [
      ...buckets.map((one) => ({ suffix: '_bucket', labels: { le: String(one.seconds) }, value: one.count })),
      { suffix: '_bucket', labels: { le: '+Inf' }, value: count },
      { suffix: '_sum', value: sum },
      { suffix: '_count', value: count },
    ],
  };
}

function ofMachine({ loopDelay, diskFreeBytes, memoryBytes, uptime }: MachineFigures): Metric[] {
  return [
    gauge('loop_delay_seconds', "How late the engine's loop was at worst since the last scrape.", {
      value: loopDelay,
    }),
    gauge('disk_free_bytes', "Room on the disk of the site's folder.", { value: diskFreeBytes }),
    gauge('memory_bytes', 'Memory of the engine.', { value: memoryBytes }),
    gauge('uptime_seconds', 'Since the engine started: it falls when the engine was started again.', {
      value: uptime,
    }),
  ];
}

function metricText({ name, type, help, samples }: Metric): string {
  const lines = samples.map(
    ({ value, labels = {}, suffix = '' }) => `${name}${suffix}${labelText(labels)} ${value}`,
  );
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.map((line) => `${line}\n`).join('')}`;
}

function labelText(labels: Labels): string {
  const pairs = Object.entries(labels).map(([key, value]) => `${key}="${escaped(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

function escaped(text: string): string {
  return text.replace(/[\\"\n]/g, (c) => (c === '\n' ? '\\n' : `\\${c}`));
}
