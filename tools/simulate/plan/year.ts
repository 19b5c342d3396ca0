import { firstCalendarEdition, workingCalendar } from '@disclosure/calendar';
import { addDays, localDate } from '@disclosure/kernel';
import type { LocalDate } from '@disclosure/kernel';
import { writeCorrection } from './correction.ts';
import { CHANNEL_WEIGHTS } from './intake.ts';
import { inventedPerson } from './people.ts';
import type { Person, Plan, YearPlan } from './plan.ts';
import { Random } from './random.ts';
import { writeRequest } from './request.ts';
import { Script } from './script.ts';
import { inventedTitle, WANTED_BY_MANY } from './texts.ts';

export interface YearOptions { readonly year: number; readonly requests: number; readonly seed: number }

/** One request in so many is to correct a record; they come on top of the others. */
const CORRECTIONS = 40;
/** The divisions that sample officers handle cases in. */
const LEADS = { 'd-planning': 44, 'd-energy': 34, 'd-general': 17, 'd-disclosure': 5 } as const;
/** So long after a request its applicant asks the same again: it has its reply by then. */
const REPEATED_AFTER = 75;

/**
 * A department's year, as scripts: pure, and the same for the same options. Requests come over the year and the month before it, more
 * on working days than on others; most applicants ask once, some a few times, a few by the dozen.
 */
export function planYear({ year, requests, seed }: YearOptions): YearPlan {
  const from = localDate(`${year - 1}-12-01`);
  const to = localDate(`${year}-12-31`);
  const random = new Random(seed);
  const days = arrivalDays(from, to, random);
  const applicants: Person[] = [];
  const applicant = (): number => applicants.push(inventedPerson(random, applicants.length)) - 1;
  const frequent = Array.from({ length: Math.max(1, Math.ceil(requests / 400)) }, applicant);
  const known: number[] = [];
  const plans: Plan[] = [];
  const first = new Map<number, { readonly title: string; readonly on: LocalDate; readonly index: number }>();
  const total = requests + Math.ceil(requests / CORRECTIONS);
  for (let index = 0; index < total; index += 1) {
    const who = random.weighted({ frequent: 9, known: 21, first: 70 });
    const asks = who === 'frequent' ? random.pick(frequent) : who === 'known' && known.length > 0 ? random.pick(known) : applicant();
    if (who === 'first') known.push(asks);
    const channel = random.weighted(CHANNEL_WEIGHTS);
    const arrives = random.pick(channel === 'ONLINE' ? days.any : days.working);
    const arrivesAt = channel === 'ONLINE' && random.chance(0.45) ? 'NIGHT' : 'MORNING';
    const lead = random.weighted(LEADS);
    // Its own numbers for each case: what one of them is changes nothing about the others.
    const script = new Script(new Random(Math.imul(seed ^ 0x9e3779b9, index + 1)), index, lead);
    if (index >= requests) writeCorrection(script, applicants[asks] as Person, channel === 'ORAL' ? 'IN_PERSON' : channel);
    else {
      const before = first.get(asks);
      const again = before !== undefined && addDays(before.on, REPEATED_AFTER) < arrives && random.chance(0.35) ? before : null;
      const wantedByMany = again === null && random.chance(0.02);
      const title = again?.title ?? (wantedByMany ? random.pick(WANTED_BY_MANY) : inventedTitle(random));
      writeRequest(script, { person: applicants[asks] as Person, channel, title, wantedByMany, earlier: again?.index ?? null });
      if (before === undefined && isPlain(script)) first.set(asks, { title, on: arrives, index });
    }
    plans.push({ index, kind: index >= requests ? 'CORRECTION' : 'REQUEST', applicant: asks, arrivesOn: arrives, arrivesAt, lead, paths: [...script.paths].sort(), steps: script.steps });
  }
  return { year, seed, from, to, applicants, plans };
}

/** It has a reply soon and keeps it: what a later request can repeat. */
const isPlain = (script: Script): boolean => script.steps.some((step) => 'do' in step && step.do === 'serveReply' && step.refused === undefined) && ['new decision', 'late', 'repeated', 'erased', 'withdrawn'].every((path) => !script.paths.has(path));

/** The days that requests come on, each as often as it is drawn: of a week's requests a tenth come at its end, by the web. */
function arrivalDays(from: LocalDate, to: LocalDate, random: Random): { readonly working: readonly LocalDate[]; readonly any: readonly LocalDate[] } {
  const calendar = workingCalendar(firstCalendarEdition);
  const working: LocalDate[] = [];
  const any: LocalDate[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) {
    const office = calendar.isWorkingDay(day);
    // Some weeks bring more than others.
    const weight = 3 + random.int(0, 2);
    for (let drawn = 0; drawn < (office ? weight : 1); drawn += 1) any.push(day);
    if (office) for (let drawn = 0; drawn < weight; drawn += 1) working.push(day);
  }
  return { working, any };
}

