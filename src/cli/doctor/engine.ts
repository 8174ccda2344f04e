import { openReader, storeDamage } from '../../readers.ts';
import type { ApiAddress } from '../api.ts';
import { EXIT } from '../context.ts';
import { siteStatus } from '../status.ts';
import { readSupervision, supervisionText } from '../supervision.ts';
import { type DoctorFinding, fault, warning } from './finding.ts';

/** No call lasts so long. */
const STUCK_MS = 6 * 3_600_000;
const CALLS = 1000;

/** Whether the engine runs and is watched, and what it says of itself. */
export async function checkEngine(at: ApiAddress, timeZone: string): Promise<DoctorFinding[]> {
  const { exitCode, data } = await siteStatus(at, timeZone);
  if (exitCode === EXIT.frozen) {
    const cure = 'Wait some seconds: its supervisor starts it again; where it has none, stop and start it.';
    return [{ severity: 'fault', code: 'ENGINE_FROZEN', cause: 'the engine does not answer', cure }];
  }
  if (exitCode !== EXIT.ok) {
    const cure =
      'Start it with `sansheng up` or `sansheng serve`; `sansheng status` says why it does not start.';
    return [fault('ENGINE_NOT_RUNNING', 'no engine runs this site', cure)];
  }
  const { supervised = true, failedInputs, unreadableStates = 0, overdue = 0 } = data;
  const findings: (DoctorFinding | false)[] = [
    !supervised &&
      warning(
        'ENGINE_UNSUPERVISED',
        'nobody starts the engine again when it ends',
        'Run `sansheng up` or `sansheng serve` again: it takes the calls over.',
      ),
    (failedInputs?.count ?? 0) > 0 &&
      warning(
        'INPUTS_FAILED',
        `the engine has dropped ${failedInputs?.count} inputs because of a fault of the program`,
        'Report the lines `an input could not be worked on` of the log.',
      ),
    unreadableStates > 0 &&
      warning(
        'STATES_SET_ASIDE',
        `${unreadableStates} stored states could not be read`,
        'Report what the log says of them.',
      ),
    overdue > 0 &&
      warning(
        'CALLBACKS_OVERDUE',
        `${overdue} callbacks are past their deadline`,
        'See `sansheng callbacks`: they wait for a free agent, or for their next attempt.',
      ),
  ];
  return findings.filter((one) => one !== false);
}

/** What has ended by itself since the site was started. */
export async function checkRestarts({ paths }: ApiAddress, timeZone: string): Promise<DoctorFinding[]> {
  const cure = 'Look into the log at that time, and report it where the machine was not at fault.';
  const told = supervisionText(await readSupervision(paths), timeZone);
  return told.map((cause) => warning('PART_RESTARTED', cause, cure));
}

/** Every page of the store. */
export async function checkStorePages({ paths }: ApiAddress): Promise<DoctorFinding[]> {
  const damage = await storeDamage(paths);
  return damage ? [{ severity: 'fault', code: damage.code, cause: damage.cause, cure: damage.cure }] : [];
}

/** Calls that nobody has ended. */
export async function checkCalls({ paths }: ApiAddress): Promise<DoctorFinding[]> {
  const store = await openReader(paths);
  const open = await store.calls({ limit: CALLS, open: true });
  await store.close();
  const stuck = open.filter(({ arrivedAt }) => Date.now() - arrivedAt.wall > STUCK_MS);
  return stuck.map(({ id }) =>
    warning(
      'CALL_STUCK',
      `call ${id} has been open for more than ${STUCK_MS / 3_600_000} hours`,
      `Look at it with \`sansheng calls show ${id}\`, and report it where its caller has gone.`,
    ),
  );
}
