import { type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import type { ApiRole } from '../../../src/engine/access.ts';
import { passwordRecord } from '../../../src/web/passwords.ts';
import { anAuditEntry } from '../../contract/store-samples.ts';
import type { Answer, Office } from '../support.ts';

/** What a test does not wait for; how long a real one takes, nothing here depends on. */
const CHEAP = { cost: 16, blockSize: 1, parallelization: 1 };

interface Seen extends Answer {
  readonly headers: IncomingHttpHeaders;
}

/** A browser at a console: keeps the cookie, and says where its requests come from. */
export class Browser {
  readonly #base: URL;
  cookie: string | null = null;

  constructor(base: string) {
    this.#base = new URL(base);
  }

  /** A header that is null is not sent. */
  ask(
    method: string,
    path: string,
    body?: unknown,
    over: Readonly<Record<string, string | null>> = {},
  ): Promise<Seen> {
    const { host, origin, port } = this.#base;
    const all = {
      ...{ host, origin, cookie: this.cookie },
      'content-type': body === undefined ? null : 'application/json',
      ...over,
    };
    const headers = Object.fromEntries(
      Object.entries(all).filter((pair): pair is [string, string] => pair[1] !== null),
    );
    return new Promise((resolve, reject) => {
      const asked = request({ host: '127.0.0.1', port, method, path, headers }, (answer) => {
        this.#seen(answer).then(resolve, reject);
      });
      asked.on('error', reject);
      asked.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }

  async #seen(answer: IncomingMessage): Promise<Seen> {
    const { statusCode: status = 0, headers } = answer;
    const text = Buffer.concat(await answer.toArray()).toString();
    const [kept] = headers['set-cookie'] ?? [];
    if (kept !== undefined) this.cookie = kept.split(';')[0] ?? null;
    const isJson = headers['content-type']?.includes('json') ?? false;
    return { status, headers, body: isJson ? JSON.parse(text) : text };
  }

  signIn(name: string, password: string, over: Readonly<Record<string, string | null>> = {}): Promise<Seen> {
    return this.ask('POST', '/v1/session', { name, password }, over);
  }
}

export const PASSWORD = '正确的马电池订书钉';

/** What `sansheng users add` does. */
export async function addUser({ parts }: Office, name: string, role: ApiRole): Promise<void> {
  const password = await passwordRecord(PASSWORD, CHEAP);
  await parts.books.addUser({ name, role, password, madeAt: 0 }, anAuditEntry('userAdded'));
}

/** A browser in which that user has signed in. */
export async function signedIn(office: Office, name: string): Promise<Browser> {
  const browser = new Browser(office.parts.base);
  const { status } = await browser.signIn(name, PASSWORD);
  if (status !== 200) throw new Error(`${name} cannot sign in: ${status}`);
  return browser;
}
