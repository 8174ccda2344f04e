import { stepAgent } from '../core/agents/step.ts';
import { stepCall } from '../core/call/step.ts';
import { stepCallback } from '../core/callback/step.ts';
import { stepOutage } from '../core/outage/step.ts';
import { stepProgramme } from '../core/programme/step.ts';

/** The kinds of machines that the engine runs, and how each takes an input. */
export const MACHINES = {
  call: { step: stepCall },
  callback: { step: stepCallback },
  agent: { step: stepAgent },
  outage: { step: stepOutage },
  programme: { step: stepProgramme },
};

export type MachineKind = keyof typeof MACHINES;
