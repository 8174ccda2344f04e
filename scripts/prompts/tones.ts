import type { Sound } from '../../src/host/wav.ts';
import { join, silence } from '../../src/prompts/dsp.ts';

const RATE = 8000;
/** Clear in an agent's ear, well under speech. */
const AMPLITUDE = 0.25;

/** A note with its octave, which rises and falls over 10 ms. */
function note(hertz: number, milliseconds: number): Sound {
  const length = Math.round((milliseconds * RATE) / 1000);
  const edge = RATE / 100;
  const samples = Float64Array.from({ length }, (_, i) => {
    const phase = (2 * Math.PI * hertz * i) / RATE;
    const shape = Math.min(1, (i + 0.5) / edge, (length - i - 0.5) / edge);
    return AMPLITUDE * shape * (0.8 * Math.sin(phase) + 0.2 * Math.sin(2 * phase));
  });
  return { samples, rate: RATE };
}

const TONES = new Map<string, () => Sound>([
  ['tone.connect', () => join([note(660, 90), silence(20, RATE), note(880, 90)], [])],
  ['tone.ok', () => note(1175, 150)],
  ['tone.pause', () => silence(400, RATE)],
  ['tone.cue', () => join([note(1480, 70), silence(60, RATE), note(1480, 70)], [])],
  ['tone.ringback', ringback],
  ['tone.error', () => join([note(330, 140), silence(20, RATE), note(262, 140)], [])],
]);

/** What mainland China's phones sound while another rings: 450 Hz, 1 s on, 4 s off. */
function ringback(): Sound {
  return join([note(450, 1000), silence(4000, RATE)], []);
}

/** The tone of that prompt id. */
export function makeTone(id: string): Sound {
  const make = TONES.get(id);
  if (make === undefined) throw new Error(`prompts.yaml names the tone ${id}, which nobody has composed`);
  return make();
}
