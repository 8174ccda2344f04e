// Stands for a thread that reads the store: it answers with what it was asked, and never to `callbacks`.
import { parentPort } from 'node:worker_threads';

parentPort?.on('message', ({ id, ask }: { readonly id: number; readonly ask: string }) => {
  if (ask !== 'callbacks') parentPort?.postMessage({ id, answer: ask });
  else for (;;);
});
