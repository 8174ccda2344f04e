// The other end of store-reading.ts: reads the store for the API and for webhooks.
import { parentPort, workerData } from 'node:worker_threads';
import { hourAt } from './config/time-zone.ts';
import { callbackFigures } from './engine/callback-figures.ts';
import type { Outbox } from './engine/outbox.ts';
import type { Queries } from './engine/store-port.ts';
import { MASKING, SHOWING } from './log/mask.ts';
import { openStore } from './store/open.ts';
import { StoreError } from './store/sqlite/error.ts';
import type { ReadAnswer, ReadQuestion } from './store-reading.ts';
import { tablePage } from './web/callbacks/table.ts';

/** How often it writes what was committed into the store's file, ms. */
const CHECKPOINT_MS = 250;

const { beside, engine } = openStore(String(workerData));
const queries = beside.queries();
let outbox: Promise<Outbox> | undefined;

// whoever asks is told where there is no store
queries.then(writeCheckpoints, () => undefined);

parentPort?.on('message', async (question: ReadQuestion) => {
  parentPort?.postMessage(await answerOf(question));
});

async function writeCheckpoints(): Promise<void> {
  const checkpoints = await engine.checkpoints();
  setInterval(() => checkpoints.write(), CHECKPOINT_MS);
}

async function answerOf(question: ReadQuestion): Promise<ReadAnswer> {
  const { id } = question;
  try {
    return { id, answer: await read(await queries, question) };
  } catch (error) {
    if (!(error instanceof StoreError)) return { id, fault: String(error) };
    const { code, cause, cure } = error;
    return { id, refused: { code, cause, cure } };
  }
}

async function read(store: Queries, question: ReadQuestion): Promise<unknown> {
  switch (question.ask) {
    case 'callbackFigures': {
      const { request, zones } = question;
      const zoneOf = (line: string) => zones.lines[line] ?? zones.other;
      return callbackFigures(store, request, (wall, line) => hourAt(wall, zoneOf(line)));
    }
    case 'tablePage': {
      const { request } = question;
      return tablePage(store, request, request.numbers === 'full' ? SHOWING : MASKING);
    }
    case 'due':
      outbox ??= beside.outbox();
      return (await outbox).due(...question.of);
    default: {
      const { ask, of } = question;
      return (store[ask] as (...given: readonly unknown[]) => Promise<unknown>).apply(store, [...of]);
    }
  }
}
