import { readFile } from 'node:fs/promises';
import type { SitePaths } from '../config/site.ts';
import { CliError, EXIT } from './context.ts';

/** Where a running engine is asked. */
export interface ApiAddress {
  readonly portBase: number;
  readonly paths: SitePaths;
}

/** From the base to the API's port, as `sitePorts` has it. */
const API_PORT = 3;
/** An engine that takes longer than this has a fault. */
const ANSWER_MS = 10_000;

interface Fault {
  readonly code?: string;
  readonly cause?: string;
  readonly cure?: string;
}

/** Asks the running engine. Ends the command where none runs (EXIT.notRunning), where it refuses, or does not answer
 * (EXIT.frozen). */
export async function askEngine<T>(
  at: ApiAddress,
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  body?: unknown,
  answerMs = ANSWER_MS,
): Promise<T> {
  const response = await send(at, method, path, body, answerMs);
  const answer: unknown = await response.json();
  if (response.ok) return answer as T;
  const { code = 'API_FAULT', cause = `status ${response.status}`, cure = '' } = answer as Fault;
  throw refused({ code, message: cause, cure, status: response.status });
}

/** What the API refuses, as the command line says it. */
export function refused({ code, message, cure, status }: Refusal): CliError {
  return new CliError(`${message} [${code}]`, cure, exitOf(code, status));
}

function exitOf(code: string, status: number): number {
  if (code === 'ENGINE_FROZEN') return EXIT.frozen;
  if (status === 404) return EXIT.notFound;
  return status < 500 ? EXIT.badInput : EXIT.failed;
}

interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly cure: string;
  /** The HTTP status. */
  readonly status: number;
}

async function send(
  at: ApiAddress,
  method: string,
  path: string,
  body: unknown,
  answerMs: number,
): Promise<Response> {
  const token = await tokenOf(at);
  try {
    return await fetch(`http://127.0.0.1:${at.portBase + API_PORT}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(answerMs),
    });
  } catch (error) {
    if (error instanceof Error && error.name === 'TimeoutError') {
      throw new CliError(
        'the engine does not answer',
        'check with `sansheng status` whether it runs, and read its log',
        EXIT.frozen,
      );
    }
    throw notRunning();
  }
}

async function tokenOf({ paths }: ApiAddress): Promise<string> {
  const text = await readFile(paths.secrets, 'utf8').catch(() => {
    throw notRunning();
  });
  const { api } = JSON.parse(text) as { api?: { admin?: string } };
  if (!api?.admin) throw notRunning();
  return api.admin;
}

/** A site that was never started has no secrets either. */
function notRunning(): CliError {
  return new CliError('no engine runs this site', 'start it with `sansheng up`', EXIT.notRunning);
}
