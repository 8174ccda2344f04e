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

function compose(root: string, portBase: number, args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const options = { cwd: root, env: environment(portBase), stdio: 'inherit' } as const;
    const child = spawn('docker', ['compose', ...args], options);
    child.on('error', reject);
    child.on('exit', (status) => {
      if (status === 0) resolve();
      else {
        const cure = 'See what Docker says above; `docker compose logs` has what the containers said.';
        reject(new HostError('HOST_DOCKER_FAILED', `docker compose ${args[0]} ended with ${status}`, cure));
      }
    });
  });
}

/** Builds what is missing, starts Asterisk and the engine in containers, and returns when both are healthy. */
export function composeUp(root: string, portBase: number): Promise<void> {
  return compose(root, portBase, ['up', '--build', '--detach', '--wait']);
}

/** Stops and removes the containers; nothing where there are none. */
export function composeDown(root: string, portBase: number): Promise<void> {
  return compose(root, portBase, ['down']);
}
