import { spawn } from 'node:child_process';
import { HostError } from './error.ts';
import { run } from './run.ts';

/** Whether a Docker engine answers, not only its client. */
export async function dockerAnswers(): Promise<boolean> {
  const { status } = await run('docker', ['info', '--format', '{{.ServerVersion}}']);
  return status === 0;
}

/** Who is to own what the containers write: whoever runs this command. */
function environment(portBase: number): NodeJS.ProcessEnv {
  const uid = String(process.getuid?.() ?? 1000);
  const gid = String(process.getgid?.() ?? 1000);
  return { ...process.env, SANSHENG_PORT_BASE: String(portBase), SANSHENG_UID: uid, SANSHENG_GID: gid };
}

/** What it says goes to stderr: stdout is for what the command itself prints. */
function compose(
  root: string,
  portBase: number,
  args: readonly string[],
  signal?: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn('docker', ['compose', ...args], {
      cwd: root,
      env: environment(portBase),
      signal,
      stdio: ['ignore', process.stderr, 'inherit'],
    });
    child.on('error', (error) => {
      // aborted: it is over when it has ended
      if (child.pid === undefined) reject(error);
    });
    child.on('exit', (status) => {
      if (status === 0) resolve();
      else if (signal?.aborted) reject(signal.reason);
      else {
        const cure = 'See what Docker says above; `docker compose logs` has what the containers said.';
        reject(new HostError('HOST_DOCKER_FAILED', `docker compose ${args[0]} ended with ${status}`, cure));
      }
    });
  });
}

/** Builds what is missing, starts Asterisk and the engine in containers, and returns when both are healthy. Rejects when
 * `signal` is aborted before that; `composeDown` takes away what has been started. */
export function composeUp(root: string, portBase: number, signal: AbortSignal): Promise<void> {
  return compose(root, portBase, ['up', '--build', '--detach', '--wait'], signal);
}

/** Returns when the containers that run already are healthy; changes none of them, for there may be calls on them. */
export function composeWait(root: string, portBase: number, signal: AbortSignal): Promise<void> {
  return compose(root, portBase, ['up', '--no-build', '--no-recreate', '--detach', '--wait'], signal);
}

/** Whether the site has containers, running or not; false where there is no Docker. */
export async function composeHas(root: string, portBase: number): Promise<boolean> {
  return (await containers(root, portBase, ['--all'])) !== '';
}

/** Whether the site's engine runs, ready or not, in a container. */
export async function composeRuns(root: string, portBase: number): Promise<boolean> {
  return (await containers(root, portBase, ['--status', 'running', 'engine'])) !== '';
}

/** The containers' ids, one a line. */
async function containers(root: string, portBase: number, which: string[]): Promise<string> {
  const args = ['compose', '--project-directory', root, 'ps', '--quiet', ...which];
  const { status, stdout } = await run('docker', args, environment(portBase));
  return status === 0 ? stdout.trim() : '';
}

/** Stops and removes the containers; nothing where there are none. */
export function composeDown(root: string, portBase: number): Promise<void> {
  return compose(root, portBase, ['down']);
}
