/** Both clocks of this machine. The monotonic one counts from boot, so that it means the same to the next process. */
export const systemClock = {
  now: () => ({ mono: Number(process.hrtime.bigint()) / 1e6, wall: Date.now() }),
  /** Timers longer than Node can hold are cut in pieces; a timer that fired early is armed again. */
  wakeAt(mono: number, wake: () => void): () => void {
    const longest = 2 ** 31 - 1;
    let timer: NodeJS.Timeout;
    const arm = () => {
      const left = mono - systemClock.now().mono;
      timer = setTimeout(
        () => (systemClock.now().mono >= mono ? wake() : arm()),
        Math.max(0, Math.min(Math.ceil(left), longest)),
      );
    };
    arm();
    return () => clearTimeout(timer);
  },
};
