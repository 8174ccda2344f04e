import { extname } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type ConsoleFile, ConsoleFiles } from './console-files.ts';
import { ApiError } from './problem.ts';
import { checkNamed } from './who-asks.ts';

/** The console: where its files are, who may reach it by which names, and how long a session lasts. */
export interface ConsoleOptions {
  /** The folder that `npm run console:build` makes. */
  readonly dir: string;
  /** As they are in force, for they may be reloaded. */
  readonly rules: () => ConsoleRules;
}

/** What an admin says of the console. */
interface ConsoleRules {
  /** Names beside those of this machine itself, in small letters. */
  readonly hosts: readonly string[];
  readonly idleMinutes: number;
  readonly sessionHours: number;
}

const HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': [
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};
const INDEX = 'index.html';
/** Where the build puts what has a hash in its name. */
const HASHED = 'assets/';

const NOT_BUILT = `<!doctype html>
<html lang="zh-CN"><meta charset="utf-8"><title>Sansheng</title>
<h1>控制台尚未构建</h1>
<p>请在安装目录运行 <code>npm run console:build</code>，然后刷新本页。用 Docker 时，请运行 <code>docker compose build --no-cache prepare</code>，再运行 <code>docker compose up -d</code>。引擎照常接听来电。</p>
<h1 lang="en">The console has not been built</h1>
<p lang="en">Run <code>npm run console:build</code> in the folder of the installation, then reload this page. With Docker, run <code>docker compose build --no-cache prepare</code>, then <code>docker compose up -d</code>. The engine answers calls meanwhile.</p>
</html>
`;

/** Serves the console below /console/, to whoever reaches this site by one of its names. */
export function serveConsole(server: FastifyInstance, { dir, rules }: ConsoleOptions): void {
  const files = new ConsoleFiles(dir);
  const moved = async (request: FastifyRequest, reply: FastifyReply) => {
    checkNamed(request, rules().hosts);
    return reply.headers(HEADERS).redirect('/console/', 302);
  };
  server.get('/', moved);
  server.get('/console', moved);
  server.get<{ Params: { '*': string } }>('/console/*', async (request, reply) => {
    checkNamed(request, rules().hosts);
    const known = await files.files();
    const path = request.params['*'];
    reply.headers(HEADERS);
    if (known.size === 0) return notBuilt(reply);
    // an address of the page's own has no ending: the page itself knows what it means
    const name = known.has(path) || extname(path) !== '' ? path : INDEX;
    const file = known.get(name);
    if (!file) {
      const cure = 'Reload the console: a new build has other files.';
      throw new ApiError('API_NOT_FOUND', 404, 'the console has no such file', cure);
    }
    return send(request, reply, name, file);
  });
}

function notBuilt(reply: FastifyReply): FastifyReply {
  return reply.code(503).type('text/html; charset=utf-8').header('cache-control', 'no-store').send(NOT_BUILT);
}

function send(
  { headers }: FastifyRequest,
  reply: FastifyReply,
  name: string,
  { type, body, gzipped }: ConsoleFile,
): FastifyReply {
  const packed = gzipped !== null && /\bgzip\b/.test(String(headers['accept-encoding'] ?? ''));
  reply.type(type).header('cache-control', cachingOf(name));
  if (gzipped) reply.header('vary', 'accept-encoding');
  return packed ? reply.header('content-encoding', 'gzip').send(gzipped) : reply.send(body);
}

function cachingOf(name: string): string {
  if (name === INDEX) return 'no-store';
  return name.startsWith(HASHED) ? 'public, max-age=31536000, immutable' : 'no-cache';
}
