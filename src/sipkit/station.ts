import { randomUUID } from 'node:crypto';
import type { SipkitErrorCode } from './errors.ts';
import { type LegHost, SipLeg } from './leg.ts';
import { openRtpEndpoint } from './rtp-endpoint.ts';
import type { ScenarioOptions } from './scenario-options.ts';
import { formatSdp } from './sdp.ts';
import { asUser, cseqOf, header, methodOf, type SipMessage, statusOf } from './sip-message.ts';
import type { Sipp } from './sipp.ts';
import type { Address, Behaviour, Leg, RtpEndpoint, Station, Voice } from './types.ts';
import { Waits } from './waits.ts';

const PATIENCE_MS = 10_000;
/** How long a call that is left over may take to end when its station is disposed of. */
const PARTING_MS = 1_500;

/** The answer to a REGISTER. */
interface Answer {
  readonly status: number;
  readonly cseq: number;
}

/** A SIPp and its calls. */
export class SippStation implements Station {
  readonly address: Address;
  readonly legs: SipLeg[] = [];
  voice: Voice;
  readonly #sipp: Sipp;
  readonly #options: ScenarioOptions;
  readonly #host: LegHost;
  readonly #waits = new Waits();
  readonly #endpoints = new Set<RtpEndpoint>();
  /** Messages of incoming calls whose RTP endpoint is being opened. */
  readonly #early = new Map<string, SipMessage[]>();
  readonly #outgoing = new Map<string, { readonly rtp: RtpEndpoint; readonly voice: Voice }>();
  readonly #registrations = new Map<string, Answer[]>();
  readonly #returned = new Set<Leg>();
  /** Their INVITEs may be repeated. */
  readonly #forgotten = new Set<string>();
  readonly #timers = new Set<NodeJS.Timeout>();
  #behaviour: Behaviour;
  #registered = false;
  #disposed: Promise<void> | undefined;

  constructor(
    sipp: Sipp,
    options: ScenarioOptions,
    party: { readonly voice: Voice; readonly behaviour: Behaviour },
  ) {
    this.#sipp = sipp;
    this.#options = options;
    this.address = options.local;
    this.voice = party.voice;
    this.#behaviour = party.behaviour;
    this.#host = {
      command: (...command) => sipp.command(...command),
      error: (code: SipkitErrorCode, cause: string) => sipp.error(code, cause),
    };
    sipp.onMessage = (message) => this.#take(message);
    sipp.onDeath = (error) => {
      for (const leg of this.legs) leg.fail(error);
      this.#waits.fail(error);
    };
  }

  async incoming(wait: { readonly timeoutMs?: number } = {}): Promise<Leg> {
    const timeoutMs = wait.timeoutMs ?? PATIENCE_MS;
    const look = (): Leg | undefined => {
      const found = this.legs.find((leg) => leg.direction === 'incoming' && !this.#returned.has(leg));
      if (found) this.#returned.add(found);
      return found;
    };
    return await this.#waits.until(look, timeoutMs, () =>
      this.#host.error('TIMED_OUT', `no call came within ${timeoutMs} ms`),
    );
  }

  behave(behaviour: Behaviour): void {
    this.#behaviour = behaviour;
  }

  async forget(leg: Leg): Promise<void> {
    const index = this.legs.findIndex(({ id }) => id === leg.id);
    if (index >= 0) this.legs.splice(index, 1);
    this.#returned.delete(leg);
    this.#outgoing.delete(leg.id);
    this.#forgotten.add(leg.id);
    this.#endpoints.delete(leg.rtp);
    await leg.rtp[Symbol.asyncDispose]();
  }

  lose(network: boolean): void {
    this.#sipp.freeze(network);
  }

  async dial(to: string, as: { readonly from?: string; readonly voice?: Voice } = {}): Promise<SipLeg> {
    const { server, local, account } = this.#options;
    const rtp = await this.#openEndpoint();
    const callId = randomUUID();
    const user = as.from ?? account?.user ?? 'anonymous';
    const domain = account ? server.host : local.host;
    this.#outgoing.set(callId, { rtp, voice: as.voice ?? this.voice });
    const headings = {
      Uri: `sip:${asUser(to)}@${server.host}:${server.port}`,
      From: `<sip:${asUser(user)}@${domain}>;tag=${callId.slice(0, 8)}`,
      To: `<sip:${asUser(to)}@${server.host}>`,
      CSeq: '1',
      Again: '2',
      Branch: randomUUID(),
    };
    this.#sipp.command('X-DIAL', callId, headings, formatSdp(rtp.address, 1, 'sendrecv'));
    const look = (): SipLeg | undefined => this.legs.find((leg) => leg.id === callId);
    return await this.#waits.until(look, PATIENCE_MS, () =>
      this.#host.error('SIPP_FAILED', 'SIPp sent no INVITE'),
    );
  }

  /** Registers, or with 0 seconds unregisters. Rejects with a SipkitError `REGISTRATION_REFUSED`. */
  async register(seconds: number): Promise<void> {
    const { server, account } = this.#options;
    const callId = randomUUID();
    const address = `<sip:${asUser(account?.user ?? '')}@${server.host}>`;
    const answers: Answer[] = [];
    this.#registrations.set(callId, answers);
    const headings = {
      Uri: `sip:${server.host}:${server.port}`,
      From: `${address};tag=${callId.slice(0, 8)}`,
      To: address,
      CSeq: '1',
      Again: '2',
      Branch: randomUUID(),
      Expires: `${seconds}`,
    };
    this.#sipp.command('X-REGISTER', callId, headings);
    // A 401 to the first request is the challenge, and comes again where SIPp repeated it; one to the second says that the secret is wrong.
    const look = (): number | undefined =>
      answers.find(({ status, cseq }) => status >= 200 && !(cseq === 1 && status === 401))?.status;
    const late = (): Error =>
      this.#host.error('REGISTRATION_REFUSED', `no answer to REGISTER of ${account?.user}`);
    const status = await this.#waits.until(look, PATIENCE_MS, late);
    if (status >= 300)
      throw this.#host.error('REGISTRATION_REFUSED', `REGISTER of ${account?.user} refused: ${status}`);
    this.#registered = seconds > 0;
  }

  trace(): string {
    return this.#sipp.tail();
  }

  /** Ends what calls are left, unregisters, ends SIPp, and closes the endpoints; a second time does nothing. */
  [Symbol.asyncDispose](): Promise<void> {
    this.#disposed ??= this.#dispose();
    return this.#disposed;
  }

  async #dispose(): Promise<void> {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#behaviour = { does: 'busy' };
    const parting = this.legs.filter((leg) => leg.dialog.state !== 'ended').map((leg) => this.#part(leg));
    if (this.#registered) parting.push(this.register(0));
    const limit = new Promise((resolve) => this.#timers.add(setTimeout(resolve, PARTING_MS)));
    await Promise.race([Promise.allSettled(parting), limit]);
    for (const timer of this.#timers) clearTimeout(timer);
    const gone = this.#host.error('STATION_GONE', 'its station was disposed of');
    for (const waiting of [this.#waits, ...this.legs]) waiting.fail(gone);
    await this.#sipp.stop();
    for (const rtp of this.#endpoints) await rtp[Symbol.asyncDispose]();
  }

  async #part(leg: SipLeg): Promise<void> {
    if (leg.dialog.state === 'calling' || (leg.dialog.state === 'early' && leg.direction === 'outgoing'))
      await leg.cancel();
    else if (leg.dialog.state === 'early') leg.refuse(480);
    else await leg.hangUp();
  }

  #take(message: SipMessage): void {
    const callId = header(message, 'Call-ID');
    const leg = this.legs.find(({ id }) => id === callId);
    const early = this.#early.get(callId);
    if (leg) leg.take(message);
    else if (early) early.push(message);
    else if (this.#registrations.has(callId)) {
      const status = statusOf(message);
      if (status > 0) this.#registrations.get(callId)?.push({ status, cseq: cseqOf(message) });
    } else if (methodOf(message) === 'INVITE' && statusOf(message) === 0 && !this.#forgotten.has(callId))
      this.#begin(message, callId);
    this.#waits.changed();
  }

  #begin(invite: SipMessage, callId: string): void {
    const outgoing = this.#outgoing.get(callId);
    if (outgoing) {
      this.legs.push(new SipLeg(this.#host, invite, outgoing.rtp, outgoing.voice));
      return;
    }
    this.#early.set(callId, []);
    const { voice } = this;
    this.#openEndpoint().then(
      (rtp) => {
        const leg = new SipLeg(this.#host, invite, rtp, voice);
        this.legs.push(leg);
        for (const message of this.#early.get(callId) ?? []) leg.take(message);
        this.#early.delete(callId);
        this.#behave(leg, this.#behaviour);
        this.#waits.changed();
      },
      (error: Error) =>
        this.#waits.fail(
          this.#host.error('SIPP_FAILED', `no socket for the RTP of a call: ${error.message}`),
        ),
    );
  }

  #behave(leg: SipLeg, behaviour: Behaviour): void {
    if (behaviour.does === 'busy') leg.refuse(486);
    if (behaviour.does === 'refuse') leg.refuse(behaviour.status);
    if (behaviour.does === 'announce') this.#announce(leg, behaviour);
    if (['busy', 'refuse', 'announce', 'vanish'].includes(behaviour.does)) return;
    leg.on('ringing', () => this.#rung(leg, behaviour));
    leg.ring();
  }

  #announce(leg: SipLeg, { forMs, status }: Extract<Behaviour, { does: 'announce' }>): void {
    leg.on('progress', () => {
      this.#timers.add(setTimeout(() => leg.dialog.state === 'early' && leg.refuse(status), forMs));
    });
    leg.progress();
  }

  /** The 180 is out. */
  #rung(leg: SipLeg, behaviour: Behaviour): void {
    if (behaviour.does === 'decline') leg.refuse(603);
    if (behaviour.does !== 'answer') return;
    const answer = (): void => {
      if (leg.dialog.state === 'early') leg.answer();
    };
    const passed = performance.now() - leg.dialog.invite.at;
    this.#timers.add(setTimeout(answer, Math.max(0, behaviour.afterMs - passed)));
  }

  async #openEndpoint(): Promise<RtpEndpoint> {
    const rtp = await openRtpEndpoint({ host: this.#options.local.host });
    this.#endpoints.add(rtp);
    return rtp;
  }
}
