const TEXT = 1;
const CONTINUED = 0;

/** Finds the text messages in the bytes that a WebSocket server sends (RFC 6455, 5.2; a server masks nothing). */
export function textsOf(tell: (text: string) => void): (data: Buffer) => void {
  let rest = Buffer.alloc(0);
  let inHead = true;
  let text = '';
  return (data) => {
    rest = Buffer.concat([rest, data]);
    const head = rest.indexOf('\r\n\r\n');
    if (inHead && head < 0) return;
    if (inHead) rest = rest.subarray(head + 4);
    inHead = false;
    for (let frame = firstFrame(rest); frame; frame = firstFrame(rest)) {
      rest = rest.subarray(frame.end);
      if (frame.opcode !== TEXT && frame.opcode !== CONTINUED) continue;
      text += frame.payload.toString();
      if (!frame.last) continue;
      tell(text);
      text = '';
    }
  };
}

/** The first whole frame, if there is one. */
function firstFrame(bytes: Buffer) {
  const [first, short] = [bytes[0], bytes[1]];
  if (first === undefined || short === undefined) return undefined;
  const start = short === 127 ? 10 : short === 126 ? 4 : 2;
  if (bytes.length < start) return undefined;
  const length =
    short === 127 ? Number(bytes.readBigUInt64BE(2)) : short === 126 ? bytes.readUInt16BE(2) : short;
  const end = start + length;
  if (bytes.length < end) return undefined;
  return { last: (first & 0x80) !== 0, opcode: first & 0x0f, payload: bytes.subarray(start, end), end };
}
