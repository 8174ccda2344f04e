import { z } from 'zod';

const channel = z.object({ id: z.string(), caller: z.object({ number: z.string() }) });
/** When it happened, by Asterisk's clock. */
const timestamp = z.string().optional();
const playback = z.object({ id: z.string(), state: z.string() });

/** The events of Asterisk that the product uses, with only the fields that it reads. */
const schemas = [
  z.object({ type: z.literal('StasisStart'), channel, args: z.array(z.string()), timestamp }),
  z.object({ type: z.literal('StasisEnd'), channel, timestamp }),
  z.object({ type: z.literal('ChannelDestroyed'), channel, cause: z.number(), timestamp }),
  z.object({
    type: z.literal('ChannelHangupRequest'),
    channel,
    cause: z.number().optional(),
    /** The SIP status that the call failed with. */
    tech_cause: z.number().optional(),
    /** Requested by Asterisk itself, not by the party. */
    soft: z.boolean().default(false),
  }),
  z.object({
    type: z.literal('ChannelStateChange'),
    channel: channel.extend({ state: z.string() }),
    timestamp,
  }),
  z.object({
    type: z.literal('ChannelDtmfReceived'),
    channel,
    digit: z.string(),
    duration_ms: z.number(),
    timestamp: z.string(),
  }),
  z.object({ type: z.literal('ChannelHold'), channel }),
  z.object({ type: z.literal('ChannelUnhold'), channel }),
  /** A phone's transfer key (SIP REFER). `destination`: the user part of where to; `protocol_id`: of a transfer to a second call. */
  z.object({
    type: z.literal('ChannelTransfer'),
    refer_to: z.object({
      requested_destination: z.object({
        destination: z.string().optional(),
        protocol_id: z.string().optional(),
      }),
    }),
    referred_by: z.object({ source_channel: channel }),
  }),
  z.object({ type: z.literal('ChannelTalkingStarted'), channel }),
  /** In ms, from the first to the last packet with sound in it. */
  z.object({ type: z.literal('ChannelTalkingFinished'), channel, duration: z.number() }),
  /** `forward` is not empty where the phone that was called has named another one (SIP 302). */
  z.object({
    type: z.literal('Dial'),
    peer: channel,
    dialstatus: z.string(),
    forward: z.string().default(''),
  }),
  z.object({ type: z.literal('PlaybackStarted'), playback }),
  z.object({ type: z.literal('PlaybackFinished'), playback }),
  z.object({
    type: z.literal('RecordingFailed'),
    recording: z.object({ name: z.string(), cause: z.string().optional() }),
  }),
  z.object({ type: z.literal('ApplicationReplaced') }),
] as const;
const schema = z.discriminatedUnion('type', schemas);

export type AriEvent = z.infer<typeof schema>;

/** The types for Asterisk's event filter. */
export const EVENT_TYPES: readonly string[] = schemas.map((one) => one.shape.type.value);

/** Parses one message of the socket. Undefined for anything but the events above. */
export function readAriEvent(message: string): AriEvent | undefined {
  try {
    return schema.safeParse(JSON.parse(message)).data;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
