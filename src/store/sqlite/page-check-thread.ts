import { parentPort, workerData } from 'node:worker_threads';
import { damageOf } from './database.ts';
import { StoreError } from './error.ts';
import type { PageCheckAnswer } from './page-check.ts';

function answer(): PageCheckAnswer {
  try {
    return { damage: damageOf(String(workerData)) };
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    const { code, cause, cure } = error;
    return { code, cause, cure };
  }
}

parentPort?.postMessage(answer());
