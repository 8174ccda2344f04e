// A process that a watcher starts, for test/host/watched-process.test.ts: what it does is its argument.
const [does] = process.argv.slice(2);
const tell = (sign: string) => process.send?.(sign);

function hang(): never {
  for (;;);
}

const SLOW_MS = 1_500;

if (does === 'fails') process.exit(7);
// an upgrade of a large store holds the loop, too
if (does === 'startsSlowly') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, SLOW_MS);
if (does !== 'neverReady') tell('ready');
if (does === 'blocks') setTimeout(hang, 100);
setInterval(() => {
  if (does !== 'neverReady') tell('alive');
}, 20);
