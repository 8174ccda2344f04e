// A thread that asks the API and takes webhooks, so that none of that is in the loop that is measured.
import { createServer } from 'node:http';
import { parentPort } from 'node:worker_threads';

/** One request to the API; `rows`: a list of so many customers goes with it, from this one on. */
export interface Asked {
  readonly id: number;
  readonly url: string;
  readonly token: string;
  readonly method: 'GET' | 'POST';
  readonly body?: object;
  readonly rows?: { readonly from: number; readonly count: number };
}

/** What came of it: the time in ms, the bytes, and the beginning of the answer. */
export interface Answered {
  readonly id: number;
  readonly status: number;
  readonly ms: number;
  readonly bytes: number;
  readonly text: string;
}

let taken = 0;
const hook = createServer((request, response) => {
  request.resume().on('end', () => {
    taken += 1;
    response.end();
  });
}).listen(0, '127.0.0.1', () => parentPort?.postMessage({ hook: hook.address() }));

parentPort?.on('message', async (asked: Asked | 'taken') => {
  if (asked === 'taken') parentPort?.postMessage({ taken });
  else parentPort?.postMessage(await answerOf(asked));
});

async function answerOf({ id, url, token, method, body, rows }: Asked): Promise<Answered> {
  const customers = rows && {
    customers: Array.from({ length: rows.count }, (_, n) => ({
      line: n + 1,
      number: `137${String(rows.from + n).padStart(8, '0')}`,
      name: '王小明',
      about: '七月二日购买的冰箱',
    })),
  };
  const text = body && JSON.stringify({ ...body, ...customers });
  const before = performance.now();
  const response = await fetch(url, {
    method,
    headers: { authorization: `Bearer ${token}`, ...(text && { 'content-type': 'application/json' }) },
    ...(text && { body: text }),
  });
  const got = await response.text();
  const ms = performance.now() - before;
  return { id, status: response.status, ms, bytes: got.length, text: got.slice(0, 300) };
}
