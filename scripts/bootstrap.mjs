// What `npm run up|down|demo|test|test:long|chaos` start with: it runs on the machine's own Node, before anything is installed, fetches what
// is missing, and goes on with the product's Node 24. No dependencies, nothing newer than Node 18.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { constants, homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const node = join(root, 'node_modules', 'node', 'bin', 'node');

function fail(cause, cure) {
  console.error(`sansheng: ${cause}\n  cure: ${cure}`);
  process.exit(1);
}

function installed() {
  const marker = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(marker) || !existsSync(node)) return false;
  const lock = join(root, 'package-lock.json');
  if (statSync(marker).mtimeMs >= statSync(lock).mtimeMs) return true;
  // a checkout touches the lock file without changing it: what counts is what is in it
  const want = JSON.parse(readFileSync(lock, 'utf8')).packages;
  const have = JSON.parse(readFileSync(marker, 'utf8')).packages;
  return Object.entries(want).every(
    ([path, p]) => path === '' || p.optional === true || have[path]?.version === p.version,
  );
}

/** Runs a program to its end; signals are passed on, so that whoever is told to stop can clean up. Resolves its status. */
function run(file, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { stdio: 'inherit', ...options });
    const pass = (signal) => child.kill(signal);
    for (const signal of SIGNALS) process.on(signal, pass);
    child.on('error', reject);
    child.on('exit', (status, signal) => {
      for (const s of SIGNALS) process.off(s, pass);
      resolve(status ?? 128 + (constants.signals[signal] ?? 1));
    });
  });
}

async function install() {
  if (installed()) return;
  console.error('sansheng: installing packages (npm ci) …');
  const npm = process.env.npm_execpath;
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  // output goes to stderr: what the command prints is for whoever asked for it
  const stdio = ['ignore', process.stderr, 'inherit'];
  const options = { stdio, cwd: root };
  const status = await (npm ? run(process.execPath, [npm, ...args], options) : run('npm', args, options));
  if (status !== 0 || !existsSync(node)) {
    fail(
      'the packages could not be installed',
      'npm says why, above; without a network it cannot, and `npm ci` by hand shows more',
    );
  }
}

/** What a browser loads is built where it is missing, or older than what it is made of. */
function consoleBuilt() {
  const built = join(root, 'build', 'console', 'index.html');
  if (!existsSync(built)) return false;
  const { mtimeMs } = statSync(built);
  const sources = filesBelow(join(root, 'src', 'console'));
  const isOlder = (file) => (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0) <= mtimeMs;
  return [join(root, 'package-lock.json'), ...sources].every(isOlder);
}

function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}

async function buildConsole() {
  if (consoleBuilt()) return;
  console.error('sansheng: building the console …');
  const config = join(root, 'src', 'console', 'vite.config.ts');
  const args = [bin('vite', 'bin/vite.js'), 'build', '--config', config, '--logLevel', 'warn'];
  const stdio = ['ignore', process.stderr, 'inherit'];
  const status = await run(node, args, { stdio, cwd: root, env });
  // Ctrl-C
  if (status > 128) process.exit(status);
  // the calls come first: they do without it
  if (status !== 0)
    console.error('sansheng: the console could not be built; run `npm run console:build` to see why');
}

function steps(command, rest) {
  if (command === 'test:long') return [[join(root, 'scripts', 'test.ts'), 'long']];
  if (command === 'chaos') return [[join(root, 'scripts', 'chaos.ts'), ...rest]];
  if (command !== 'test') return [[join(root, 'src', 'cli', 'main.ts'), command, ...rest]];
  if (rest.length > 0) return [[bin('vitest', 'vitest.mjs'), 'run', ...rest]];
  return [[join(root, 'scripts', 'test.ts')]];
}

function bin(name, file) {
  return join(root, 'node_modules', name, file);
}

/** Where Node keeps what it has compiled, in the cache folder of the product (src/host/cache.ts): a command then starts in half
 * the time. */
function compiled() {
  const { XDG_CACHE_HOME: cache = '', NODE_COMPILE_CACHE: own } = process.env;
  return own ?? join(isAbsolute(cache) ? cache : join(homedir(), '.cache'), 'sansheng', 'compiled');
}

const [command = 'help', ...rest] = process.argv.slice(2);
const path = `${dirname(node)}:${process.env.PATH ?? ''}`;
const env = { ...process.env, PATH: path, NODE_COMPILE_CACHE: compiled() };
const cwd = command.startsWith('test') ? root : process.cwd();
await install();
if (command === 'up' || command === 'demo') await buildConsole();
for (const args of steps(command, rest)) {
  const status = await run(node, args, { env, cwd });
  if (status !== 0) process.exit(status);
}
