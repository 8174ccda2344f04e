import { createConnection } from 'node:net';
import { networkInterfaces } from 'node:os';
import { reasonOf } from '../../util/errors.ts';

/** How long Asterisk may take to answer one question of an inspection, ms. */
const ANSWER_MS = 8_000;
/** A port that is open on this machine answers at once. */
const CONNECT_MS = 500;

/** Where ARI answers, and who asks. */
export interface AriAccess {
  readonly ariUrl: string;
  readonly ariUser: string;
  readonly ariPassword: string;
}

/** Where AMI answers, and who asks. */
export interface AmiAccess {
  readonly amiHost: string;
  readonly amiPort: number;
  readonly amiUser: string;
  readonly amiPassword: string;
}

/** An answer of ARI. */
export interface AriAnswer {
  /** 0: none came; `body` then says why. */
  readonly status: number;
  readonly body: unknown;
  /** Asterisk's clock, UTC ms, to the second; null where it did not say. */
  readonly clock: number | null;
}

/** Asks ARI one thing. Rejects never. */
export async function askAri({ ariUrl, ariUser, ariPassword }: AriAccess, path: string): Promise<AriAnswer> {
  const authorization = `Basic ${Buffer.from(`${ariUser}:${ariPassword}`).toString('base64')}`;
  try {
    const response = await fetch(`${ariUrl}/ari${path}`, {
      headers: { authorization },
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    const text = await response.text();
    const clock = Date.parse(response.headers.get('date') ?? '');
    return { status: response.status, body: parsed(text), clock: Number.isNaN(clock) ? null : clock };
  } catch (error) {
    return { status: 0, body: reasonOf(error), clock: null };
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // an error page: the status says enough
    return null;
  }
}

/** What came of a login to AMI, of the two actions that the engine needs, and of questions. */
export type AmiVerdict =
  | { readonly is: 'ok'; readonly values: ReadonlyMap<string, string> }
  | { readonly is: 'badCredentials' }
  | { readonly is: 'unreachable' | 'refused'; readonly why: string };

/** Logs in to AMI, tries what the engine does there, and asks for variables or functions of the dialplan. Rejects never. */
export function askAmi(access: AmiAccess, variables: readonly string[]): Promise<AmiVerdict> {
  const { amiHost: host, amiPort: port, amiUser: Username, amiPassword: Secret } = access;
  return new Promise((resolve) => {
    const socket = createConnection({ host, port });
    const done = (verdict: AmiVerdict) => {
      socket.destroy();
      resolve(verdict);
    };
    socket.setTimeout(ANSWER_MS, () => done({ is: 'unreachable', why: 'no answer in time' }));
    socket.on('error', (error) => done({ is: 'unreachable', why: reasonOf(error) }));
    socket.on('connect', () => {
      socket.write(action('login', { Action: 'Login', Username, Secret, Events: 'off' }));
    });
    let text = '';
    let isAsked = false;
    socket.setEncoding('utf8').on('data', (more: string) => {
      text += more;
      const login = responseTo('login', text);
      if (!login) return;
      if (!login.isSuccess) return done({ is: 'badCredentials' });
      if (!isAsked) socket.write(questions(variables).join(''));
      isAsked = true;
      const verdict = verdictOf(text, variables);
      if (verdict) done(verdict);
    });
  });
}

const ACTIONS = {
  tree: { Action: 'DBGetTree', Family: 'sansheng-away' },
  states: { Action: 'DeviceStateList' },
} as const;

function questions(variables: readonly string[]): string[] {
  return [
    ...Object.entries(ACTIONS).map(([id, fields]) => action(id, fields)),
    ...variables.map((Variable, i) => action(`variable${i}`, { Action: 'Getvar', Variable })),
  ];
}

/** Null while an answer is missing. */
function verdictOf(text: string, variables: readonly string[]): AmiVerdict | null {
  const ids = [...Object.keys(ACTIONS), ...variables.map((_, i) => `variable${i}`)];
  const values = new Map<string, string>();
  for (const id of ids) {
    const response = responseTo(id, text);
    if (!response) return null;
    // that a family is empty is an error, too, for Asterisk, but not one of rights
    if (/permission|unknown command/i.test(response.message)) return { is: 'refused', why: response.message };
    const variable = variables[Number(/^variable(\d+)$/.exec(id)?.[1] ?? Number.NaN)];
    if (variable !== undefined) values.set(variable, response.value);
  }
  return { is: 'ok', values };
}

function action(id: string, fields: Readonly<Record<string, string>>): string {
  const lines = Object.entries({ ...fields, ActionID: id }).map(([key, value]) => `${key}: ${value}`);
  return `${lines.join('\r\n')}\r\n\r\n`;
}

/** Undefined while there is no answer. */
function responseTo(id: string, text: string) {
  const packets = text.split('\r\n\r\n').slice(0, -1);
  const lines = packets.map((packet) => packet.split('\r\n')).find((all) => all.includes(`ActionID: ${id}`));
  if (!lines) return undefined;
  const field = (name: string) =>
    lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2) ?? '';
  return { isSuccess: field('Response') === 'Success', message: field('Message'), value: field('Value') };
}

/** The addresses of this machine, other than loopback, on which a TCP port answers. */
export async function exposedAddresses(port: number): Promise<string[]> {
  const outside = Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter(({ internal, address }) => !internal && !address.startsWith('fe80'))
    .map(({ address }) => address);
  const open = await Promise.all(outside.map((host) => answers(host, port)));
  return outside.filter((_, i) => open[i]);
}

function answers(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ host, port, timeout: CONNECT_MS });
    const done = (is: boolean) => {
      socket.destroy();
      resolve(is);
    };
    socket.on('connect', () => done(true));
    socket.on('timeout', () => done(false));
    socket.on('error', () => done(false));
  });
}
