import type { Json } from '@disclosure/kernel';
import type { ActionStep, Mark, Step, Wait, Who } from './plan.ts';
import type { Random } from './random.ts';

/** What can be said of a step besides who does what. */
export interface StepOptions { readonly wait?: Wait; readonly refused?: string; readonly marks?: readonly Mark[]; readonly onlyIf?: NonNullable<ActionStep['onlyIf']> }

/** A case's script as it is written, step by step, by the choices of one generator. */
export class Script {
  readonly random: Random;
  readonly lead: string;
  /** The number of the case, for what is invented about it. */
  readonly index: number;
  readonly steps: Step[] = [];
  readonly paths = new Set<string>();

  constructor(random: Random, index: number, lead: string) {
    this.random = random;
    this.index = index;
    this.lead = lead;
  }

  /** Takes the path of this name so often of one; says whether it does. */
  takes(path: string, often: number): boolean {
    const taken = this.random.chance(often);
    if (taken) this.paths.add(path);
    return taken;
  }

  path(path: string): this {
    this.paths.add(path);
    return this;
  }

  act(action: string, by: Who, input: { readonly [key: string]: Json } = {}, options: StepOptions = {}): this {
    this.steps.push({ do: action, by, input, ...options });
    return this;
  }

  add(step: Step): this {
    this.steps.push(step);
    return this;
  }

  /** Some working days, as offices take them. */
  within(from: number, to: number): Wait {
    return { workingDays: this.random.int(from, to) };
  }

  /** Some days, as people take them. */
  days(from: number, to: number): Wait {
    return { days: this.random.int(from, to) };
  }
}
