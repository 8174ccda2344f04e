import type { Agent } from '../agents.ts';
import type { Callers } from '../callers.ts';
import type { ChaosSite } from '../chaos-site.ts';
import type { Customers } from '../customers.ts';
import type { Dice } from '../dice.ts';
import type { EngineLife } from '../engine-life.ts';
import type { Impairments } from '../impairments.ts';
import type { World } from '../world.ts';

/** What faults are done to. */
export interface FaultScene {
  readonly site: ChaosSite;
  readonly world: World;
  readonly engine: EngineLife;
  readonly impairments: Impairments;
  readonly agents: readonly Agent[];
  readonly callers: Callers;
  readonly customers: Customers;
}

/** One kind of fault. */
export interface Fault {
  readonly name: string;
  /** How often it is chosen among those of its lane. */
  readonly weight: number;
  /** What it needs and this machine may not have; absent: it can always be done. */
  readonly needs?: (scene: FaultScene) => boolean;
  /** Does it, and resolves when it is over. Returns what is to be said of it. */
  happen(scene: FaultScene, dice: Dice): Promise<string>;
}

/** Faults that touch the same part come one after another; those of different lanes come in each other's midst. */
export interface Lane {
  readonly name: string;
  /** From the end of one to the beginning of the next, on the average. */
  readonly meanGapMs: number;
  readonly faults: readonly Fault[];
}
