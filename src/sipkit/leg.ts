import { randomUUID } from 'node:crypto';
import { type Change, Dialog } from './dialog.ts';
import type { SipkitError, SipkitErrorCode } from './errors.ts';
import { replyHeadings, requestHeadings } from './headings.ts';
import type { StationCommand } from './scenario.ts';
import type { Heading } from './scenario-parts.ts';
import { formatSdp, type Media, parseSdp } from './sdp.ts';
import { body, header, type SipMessage } from './sip-message.ts';
import type { Leg, LegEvent, LegEventName, RefusalStatus, RtpEndpoint, Voice } from './types.ts';
import { Waits } from './waits.ts';

const PATIENCE_MS = 10_000;
/** A command that came while SIPp was between two states is lost: it is given again until it shows. */
const AGAIN_MS = 60;

/** What a leg needs of its station. */
export interface LegHost {
  command(
    name: StationCommand,
    callId: string,
    headings: Partial<Record<Heading, string>>,
    body?: string,
  ): void;
  error(code: SipkitErrorCode, cause: string): SipkitError;
}

/** A call steered by commands to SIPp and told by the messages SIPp logs. */
export class SipLeg implements Leg {
  readonly id: string;
  readonly rtp: RtpEndpoint;
  readonly events: LegEvent[] = [];
  readonly dialog: Dialog;
  readonly #host: LegHost;
  readonly #waits = new Waits();
  readonly #returned = new Set<LegEvent>();
  readonly #listeners = new Map<LegEventName, Set<(event: LegEvent) => void>>();
  readonly #tag = randomUUID().slice(0, 8);
  #offer: Media | undefined;
  #sdpVersion = 1;
  #reinviteRefused = 0;

  constructor(host: LegHost, invite: SipMessage, rtp: RtpEndpoint, voice: Voice) {
    this.#host = host;
    this.id = header(invite, 'Call-ID');
    this.rtp = rtp;
    this.dialog = new Dialog(invite);
    this.#offer = parseSdp(body(invite));
    rtp.mute(true);
    rtp.say(voice);
    // A phone that is called speaks from its answer on, whether it hears anything or not.
    if (this.#offer && this.direction === 'incoming') this.#reach(this.#offer);
    this.#happened({ name: 'invited', at: invite.at, message: invite.text });
  }

  get direction(): 'incoming' | 'outgoing' {
    return this.dialog.direction;
  }

  get from(): string {
    return this.dialog.from;
  }

  get to(): string {
    return this.dialog.to;
  }

  /** A message of this call was sent or received. */
  take(message: SipMessage): void {
    const changes = this.dialog.take(message);
    const media = message.sent ? undefined : parseSdp(body(message));
    if (media) this.#reach(media);
    for (const change of changes) this.#change(change);
    this.#waits.changed();
  }

  /** Nothing will be heard of this leg any more. */
  fail(error: SipkitError): void {
    this.#waits.fail(error);
  }

  event(name: LegEventName, wait: { readonly timeoutMs?: number } = {}): Promise<LegEvent> {
    const look = (): LegEvent | undefined => {
      const found = this.events.find((event) => event.name === name && !this.#returned.has(event));
      if (found) this.#returned.add(found);
      else this.#stillThere(`before '${name}'`);
      return found;
    };
    return this.#until(look, `no '${name}'`, wait.timeoutMs);
  }

  on(name: LegEventName, listener: (event: LegEvent) => void): () => void {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  ring(): void {
    this.#reply('X-RING');
  }

  progress(): void {
    this.#reply('X-PROGRESS', this.#answerSdp());
  }

  answer(): void {
    this.#reply('X-ANSWER', this.#answerSdp());
  }

  refuse(status: RefusalStatus): void {
    this.#reply(`X-REFUSE-${status}`);
  }

  async hangUp(): Promise<LegEvent> {
    await this.#talking();
    if (this.dialog.state !== 'ended') {
      const headings = requestHeadings(this.dialog);
      this.#insist(
        'X-BYE',
        headings,
        '',
        () => this.dialog.state === 'ending' || this.dialog.state === 'ended',
      );
    }
    return await this.#until(() => this.#ended(), 'no answer to BYE');
  }

  async cancel(): Promise<LegEvent> {
    const { dialog } = this;
    if (dialog.direction === 'incoming')
      throw this.#host.error('WRONG_STATE', 'an incoming call cannot be cancelled');
    await this.#until(() => dialog.state !== 'calling' || undefined, 'no provisional response, so no CANCEL');
    dialog.cancelling = true;
    const cseq = `${dialog.cseq}`;
    if (dialog.state === 'early')
      this.#insist('X-CANCEL', { Via: dialog.via, CSeq: cseq }, '', () => dialog.state !== 'early');
    // The answer may have crossed the CANCEL: then the call is ended the other way.
    await this.#until(
      () => this.#ended() ?? (dialog.state === 'talking' || undefined),
      'no answer to CANCEL',
    );
    return await this.hangUp();
  }

  async hold(): Promise<LegEvent> {
    return await this.#reinvite('held');
  }

  async resume(): Promise<LegEvent> {
    return await this.#reinvite('resumed');
  }

  async #reinvite(wanted: 'held' | 'resumed'): Promise<LegEvent> {
    await this.#talking();
    this.#stillThere(`before it could be ${wanted}`);
    const before = this.events.length;
    this.#sdpVersion++;
    this.#reinviteRefused = 0;
    this.dialog.wanted = wanted;
    this.rtp.mute(wanted === 'held');
    const sdp = formatSdp(this.rtp.address, this.#sdpVersion, wanted === 'held' ? 'sendonly' : 'sendrecv');
    this.#insist('X-REINVITE', requestHeadings(this.dialog), sdp, () => this.dialog.state !== 'talking');
    return await this.#until(() => {
      if (this.#reinviteRefused > 0) {
        this.rtp.mute(wanted === 'resumed');
        throw this.#host.error('REINVITE_REFUSED', `no '${wanted}': ${this.#reinviteRefused}`);
      }
      const found = this.events.slice(before).find((event) => event.name === wanted);
      if (!found) this.#stillThere(`before '${wanted}'`);
      return found;
    }, `no '${wanted}'`);
  }

  /** What the far end's SDP says is where, and how, this party speaks from now on. */
  #reach(media: Media): void {
    if (media.address) this.rtp.sendTo(media.address);
    const codec = media.codecs[0];
    if (codec) this.rtp.agree(codec, media.digits ?? 101);
  }

  #change(change: Change): void {
    if (change.name === 'reinviteRefused') this.#reinviteRefused = change.status;
    else this.#happened(change);
  }

  #happened(event: LegEvent): void {
    this.events.push(event);
    const early = event.name === 'progress' && this.direction === 'incoming';
    if (event.name === 'answered' || early) this.rtp.mute(false);
    if (event.name === 'ended') this.rtp.say({ kind: 'none' });
    if (event.end?.how === 'cancelled' && event.end.by === 'far') this.#reply('X-REFUSE-487');
    for (const listener of this.#listeners.get(event.name) ?? []) listener(event);
  }

  #answerSdp(): string {
    return formatSdp(this.rtp.address, this.#sdpVersion, 'sendrecv', this.#offer);
  }

  /** A response to the INVITE that came in. */
  #reply(command: StationCommand, sdp = ''): void {
    const { invite, direction } = this.dialog;
    if (direction === 'outgoing')
      throw this.#host.error('WRONG_STATE', `${command}: this call is an outgoing one`);
    const headings = replyHeadings(invite, this.#tag);
    const { dialog } = this;
    const shows = command === 'X-RING' ? 'ringing' : command === 'X-PROGRESS' ? 'progress' : undefined;
    const shown = (): boolean => this.events.some(({ name }) => name === shows);
    this.#insist(command, headings, sdp, () => dialog.finallyAnswered || shown());
  }

  #insist(
    command: StationCommand,
    headings: Partial<Record<Heading, string>>,
    sdp: string,
    done: () => boolean,
  ): void {
    const give = (): void => this.#host.command(command, this.id, headings, sdp);
    give();
    const again = setInterval(give, AGAIN_MS);
    const stop = (): void => clearInterval(again);
    this.#until(() => done() || this.dialog.state === 'ended' || undefined, `${command} had no effect`).then(
      stop,
      stop,
    );
  }

  /** Waits until a request can be sent in the dialog, or the call is over. */
  #talking(): Promise<true> {
    const there = (): true | undefined =>
      this.dialog.state === 'talking' || this.dialog.state === 'ended' || undefined;
    return this.#until(there, `not connected (${this.dialog.state})`);
  }

  #ended(): LegEvent | undefined {
    return this.events.find((event) => event.name === 'ended');
  }

  #stillThere(when: string): void {
    const end = this.#ended()?.end;
    if (end) throw this.#host.error('LEG_ENDED', `the call ended ${when}: ${JSON.stringify(end)}`);
  }

  #until<T>(look: () => T | undefined, cause: string, timeoutMs = PATIENCE_MS): Promise<T> {
    return this.#waits.until(look, timeoutMs, () =>
      this.#host.error('TIMED_OUT', `${cause} within ${timeoutMs} ms`),
    );
  }
}
