import { connect, type Socket } from 'node:net';
import { phoneNumber } from '../../../src/config/numbers.ts';
import { Engine } from '../../../src/engine/engine.ts';
import type { Log } from '../../../src/engine/ports.ts';
import type { Store } from '../../../src/engine/store-port.ts';
import { agiPorts } from '../../../src/servers.ts';
import { openSqliteStore } from '../../../src/store/sqlite/store.ts';
import type { AgiPorts } from '../../../src/telephony/fastagi/answers.ts';
import { type AgiLimits, createFastAgi } from '../../../src/telephony/fastagi/server.ts';
import { createSimulation } from '../../../src/telephony/simulated/index.ts';
import { DURATIONS } from '../../scenarios/support/prompts.ts';
import { aSite, LINE, type LineOptions } from '../../scenarios/support/site.ts';
import { aStandard } from '../../scenarios/support/standard.ts';

/** A Monday, 10:00 in Shanghai. */
export const MONDAY = Date.UTC(2026, 2, 2, 2);

/** What a channel of a plain dialplan says of itself. */
export const CHANNEL = {
  agi_request: 'agi://127.0.0.1/callback',
  agi_channel: 'PJSIP/trunk-00000001',
  agi_language: 'en',
  agi_type: 'PJSIP',
  agi_uniqueid: '1795366800.1',
  agi_version: '22.10.1',
  agi_callerid: '13800000001',
  agi_calleridname: 'unknown',
  agi_dnid: 'unknown',
  agi_rdnis: 'unknown',
  agi_context: 'from-plain-queue',
  agi_extension: LINE,
  agi_priority: '4',
  agi_enhanced: '0.0',
  agi_accountcode: '',
  agi_threadid: '139',
} as const;

/** What Asterisk sends first. */
export function requestText(
  script: string,
  args: readonly string[] = [],
  changes: Readonly<Record<string, string>> = {},
): string {
  const variables = {
    agi_network: 'yes',
    agi_network_script: script,
    ...CHANNEL,
    ...changes,
    ...Object.fromEntries(args.map((arg, i) => [`agi_arg_${i + 1}`, arg])),
  };
  const lines = Object.entries(variables).map(([name, value]) => `${name}: ${value}\n`);
  return `${lines.join('')}\n`;
}

/** Whoever connects to the port, and plays Asterisk. */
export class Channel {
  /** All that has come. */
  heard = '';
  /** The variables as they would be set. */
  readonly variables: Record<string, string> = {};
  readonly closed: Promise<unknown>;
  readonly socket: Socket;

  /** @param answers whether each command is answered, as Asterisk does, by what */
  constructor(port: number, answers: string | null = '200 result=1\n') {
    this.socket = connect({ host: '127.0.0.1', port });
    this.socket.on('error', () => this.socket.destroy());
    // a reset is an end like any other
    this.closed = new Promise((closed) => this.socket.once('close', closed));
    this.socket.setEncoding('utf8').on('data', (text: string) => {
      this.heard += text;
      for (const [, name = '', value = ''] of text.matchAll(/^SET VARIABLE (\w+) "(.*)"$/gm)) {
        this.variables[name] = value.replace(/\\(.)/g, '$1');
        if (answers !== null) this.socket.write(answers);
      }
    });
  }

  say(text: string | Buffer): this {
    this.socket.write(text);
    return this;
  }

  /** What stands in the variables when it is over. */
  async set(): Promise<Record<string, string>> {
    await this.closed;
    return this.variables;
  }
}

export interface Exchange {
  readonly port: number;
  readonly store: Store;
  readonly engine: Engine;
  /** Warnings and errors, with their codes. */
  readonly logged: { message: string; code: unknown }[];
  ask(
    script: string,
    args?: readonly string[],
    changes?: Readonly<Record<string, string>>,
  ): Promise<Record<string, string>>;
  close(): Promise<void>;
}

/** A running engine without an Asterisk, and its FastAGI port. */
export async function openExchange(
  options: { line?: LineOptions; ports?: Partial<AgiPorts>; limits?: AgiLimits; startWall?: number } = {},
): Promise<Exchange> {
  const { startWall = MONDAY } = options;
  const sim = createSimulation({ startWall, durations: () => 1000, agents: [] });
  const logged: Exchange['logged'] = [];
  const keep = (message: string, detail: Record<string, unknown> = {}) =>
    void logged.push({ message, code: detail.code });
  const log: Log = { debug: () => undefined, info: () => undefined, warn: keep, error: keep };
  const store = await openSqliteStore(':memory:');
  const site = aSite(aStandard(), [], 'zh', [], options.line);
  const engine = new Engine({ ...sim, store, log, site });
  await engine.start();
  const asked = agiPorts(engine, {
    soundsDir: '/srv/sounds',
    sounds: () => ({ durations: DURATIONS }),
    now: () => sim.clock.now().wall,
  });
  const ports: AgiPorts = { ...asked, ...options.ports };
  const agi = createFastAgi(0, ports, log, options.limits);
  const port = await agi.start();
  return {
    port,
    store,
    engine,
    logged,
    ask: (script, args, changes) => new Channel(port).say(requestText(script, args, changes)).set(),
    close: async () => {
      await agi.stop();
      await engine.stop();
      await store.close();
    },
  };
}

export const e164 = (number: string) => phoneNumber(number)?.e164 ?? '';
