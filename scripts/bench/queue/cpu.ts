import { readFileSync } from 'node:fs';

/** Linux counts CPU time in these, ms. */
const TICK_MS = 10;

/** CPU time of processes and of the whole machine since they began, ms; `at`: when it was read, on the monotonic clock. */
export interface CpuTimes {
  readonly at: number;
  readonly asterisk: number;
  readonly engine: number;
  /** The callers, phones and this program. */
  readonly bench: number;
  /** All processes of the machine, with what a host has taken from it. */
  readonly machine: number;
}

/** The processes whose time is read. */
export interface Processes {
  readonly asterisk: number;
  readonly engine: number;
  readonly load: number;
}

export function cpuTimes({ asterisk, engine, load }: Processes): CpuTimes {
  return {
    at: performance.now(),
    asterisk: ofProcess(asterisk),
    engine: ofProcess(engine),
    bench: ofProcess(load) + ofProcess(process.pid),
    machine: ofMachine(),
  };
}

/** What has been used between the two. */
export function used(from: CpuTimes, to: CpuTimes): CpuTimes {
  return {
    at: to.at - from.at,
    asterisk: to.asterisk - from.asterisk,
    engine: to.engine - from.engine,
    bench: to.bench - from.bench,
    machine: to.machine - from.machine,
  };
}

/** In user mode and in the kernel, all threads. */
function ofProcess(pid: number): number {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // the name may have spaces
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

/** All but idle and waiting for the disk. Of a processor that others share, what they took is in it. */
function ofMachine(): number {
  const [all = ''] = readFileSync('/proc/stat', 'utf8').split('\n', 1);
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = all
    .trim()
    .split(/\s+/)
    .slice(1)
    .map(Number);
  return (user + nice + system + irq + softirq + steal) * TICK_MS;
}
