import type { Refusal } from '@disclosure/kernel';
import { findPerson } from '@disclosure/organisation';
import { documentNumber } from '@disclosure/platform-letters';
import type { LetterKind, ReplyForm } from '@disclosure/platform-letters';
import { nextNumber } from '@disclosure/platform-persistence';
import { requestAggregate } from '@disclosure/requests-domain';
import { apply } from '@disclosure/workflow';
import type { NewEvent, StoredEvent } from '@disclosure/workflow';
import type { CompleteStep } from '../procedures/procedure.ts';
import type { RequestsServices } from '../services.ts';
import { authenticityCode } from './authenticity.ts';
import { envelope, writeLetter } from './letters.ts';
import type { LetterScope } from './letters.ts';

export const withPayload = (event: NewEvent, more: NewEvent['payload']): NewEvent => ({ ...event, payload: { ...event.payload, ...more } });
export const scope = ({ tx, platform, facts, state, actor }: CompleteStep, services: RequestsServices): LetterScope => {
  const signer = actor.kind === 'OFFICER' ? findPerson(facts.organisation, actor.personId)?.name : undefined;
  return { tx, platform, services, facts, state, ...(signer === undefined ? {} : { signer }) };
};

/** A letter about what the event does needs the state after it; the event is not stored yet, so it is folded for a look. */
export function scopeAfter(step: CompleteStep, services: RequestsServices, event: NewEvent): LetterScope {
  const { state, facts, actor } = step;
  const preview: StoredEvent = { ...event, id: '', streamId: state.id, seq: state.seq + 1, version: 1, recordedAt: facts.now, actor, actingAs: { role: 'DISCLOSURE_OFFICER', divisionId: null }, revisions: { calendar: facts.calendar.revision, law: facts.law.revision, organisation: facts.organisation.revision }, commandId: null };
  return { ...scope(step, services), state: apply(requestAggregate, state, preview) };
}

/**
 * A numbered letter to somebody about what an event does: rendered, stored, its number and digests in the payload. `series` is the name of its
 * number series and the word of its numbers (`公开补`): gapless by agency, kind and year.
 */
export async function noticed(event: NewEvent, services: RequestsServices, after: LetterScope, kind: LetterKind, series: readonly [string, string], content: (number: string) => { fields: object; blocks: object; number: string; form?: ReplyForm }): Promise<NewEvent | { refusals: readonly Refusal[] }> {
  const { tx, facts, state, platform } = after;
  const agency = facts.organisation.agencies.find((candidate) => candidate.id === state.agencyId);
  const year = Number(facts.today.slice(0, 4));
  const number = documentNumber(`${agency?.documentCode ?? ''}${series[1]}`, year, await nextNumber(tx, 'requests', `${series[0]}:${state.agencyId}:${year}`));
  const letter = await writeLetter(services, { ...(await envelope(after)), ...content(number), kind, signedBy: after.signer ?? null, authenticityCode: authenticityCode(platform, number, facts.today) });
  return 'refusals' in letter ? letter : withPayload(event, { number, ...letter });
}
