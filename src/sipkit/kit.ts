import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { SipkitError } from './errors.ts';
import type { ScenarioOptions } from './scenario-options.ts';
import { Sipp } from './sipp.ts';
import { SippStation } from './station.ts';
import type {
  Caller,
  CallerOptions,
  PhoneOptions,
  Sipkit,
  SipkitOptions,
  Station,
  StationOptions,
} from './types.ts';

const REGISTRATION_S = 600;
/** A port that was free when it was looked for may be taken when SIPp binds it. */
const ATTEMPTS = 3;

/** SIP parties against one server: nothing is started before the first. */
export function openSipkit(options: SipkitOptions): Sipkit {
  return new SippKit(options);
}

class SippKit implements Sipkit {
  readonly #options: SipkitOptions;
  readonly #stations: SippStation[] = [];

  constructor(options: SipkitOptions) {
    this.#options = options;
  }

  async caller(options: CallerOptions): Promise<Caller> {
    const station = await this.#open(options, '127.0.0.2');
    const leg = await station.dial(options.to, { from: options.from });
    return Object.assign(leg, { station, [Symbol.asyncDispose]: () => station[Symbol.asyncDispose]() });
  }

  async phone(options: PhoneOptions): Promise<Station> {
    const station = await this.#open(options, '127.0.0.1', { user: options.id, secret: options.secret });
    await station.register(REGISTRATION_S);
    return station;
  }

  async customer(options: StationOptions = {}): Promise<Station> {
    return await this.#open(options, '127.0.0.2');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#stations.splice(0).map((station) => station[Symbol.asyncDispose]()));
  }

  async #open(
    options: StationOptions,
    ip: string,
    account?: ScenarioOptions['account'],
  ): Promise<SippStation> {
    const host = options.localIp ?? ip;
    for (let attempt = 1; ; attempt++) {
      const port = options.localPort ?? (await freePort(host));
      const scenario = { local: { host, port }, server: this.#options.server, ...(account && { account }) };
      try {
        const sipp = await Sipp.start(this.#options.sipp, scenario);
        const party = {
          voice: options.voice ?? { kind: 'silence' },
          behaviour: options.behaviour ?? { does: 'ring' },
        } as const;
        const station = new SippStation(sipp, scenario, party);
        this.#stations.push(station);
        return station;
      } catch (error) {
        const retry = error instanceof SipkitError && options.localPort === undefined && attempt < ATTEMPTS;
        if (!retry) throw error;
      }
    }
  }
}

async function freePort(host: string): Promise<number> {
  const socket = createSocket('udp4');
  socket.bind(0, host);
  await once(socket, 'listening');
  const { port } = socket.address();
  socket.close();
  await once(socket, 'close');
  return port;
}
