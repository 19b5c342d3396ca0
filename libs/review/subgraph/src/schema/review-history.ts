import { findDivision, findPerson } from '@disclosure/organisation';
import type { OrganisationBook } from '@disclosure/organisation';
import { reviewCase } from '@disclosure/review-domain';
import type { FindingDisposition, ReviewAnswer, ReviewFinding, TextRef } from '@disclosure/review-domain';
import { allActions, roleLabel } from '@disclosure/workflow';
import type { StoredEvent } from '@disclosure/workflow';
import type { ReviewContext } from '../review.context.ts';
import { textLoader } from './review.loader.ts';
import type { ReviewView } from './review.loader.ts';

const ROWS_BY_EVENT = new Map(allActions(reviewCase).map(({ name, row }) => [row.event, { name, title: row.title }] as const));
const rowOf = (event: StoredEvent): { readonly name: string; readonly title: string } => ROWS_BY_EVENT.get(event.type) ?? { name: event.type, title: event.type };

/** The organisation as it was when the event was decided: what she signed shows her office of that day. */
const bookOf = (context: ReviewContext, event: StoredEvent): Promise<OrganisationBook> =>
  context.platform.books.organisation(context.platform.database.context('review').writer, event.revisions.organisation);

function actingAs(event: StoredEvent, book: OrganisationBook): string {
  const { role, divisionId } = event.actingAs;
  const division = divisionId === null ? null : findDivision(book, divisionId);
  return division === null ? roleLabel(role) : `${division.name} ${roleLabel(role)}`;
}
const personName = (event: StoredEvent, book: OrganisationBook): string | null => (event.actor.kind === 'OFFICER' ? (findPerson(book, event.actor.personId)?.name ?? event.actor.personId) : null);

const readText = (context: ReviewContext, ref: TextRef | undefined): Promise<string | null> => (ref === undefined ? Promise.resolve(null) : textLoader(context).load(ref.text));

const passed = (answer: ReviewAnswer): string => (answer.passed ? '通过' : '不通过');

/** What somebody wrote with an event: remarks, a reason, or the two answers in one line. */
async function remarksOf(context: ReviewContext, event: StoredEvent): Promise<string | null> {
  const said = event.payload as { readonly remarks?: TextRef; readonly reason?: TextRef; readonly evidence?: TextRef; readonly contentReview?: ReviewAnswer; readonly secrecyReview?: ReviewAnswer };
  if (!said.contentReview || !said.secrecyReview) return readText(context, said.remarks ?? said.reason ?? said.evidence);
  const [content, secrecy] = await Promise.all([readText(context, said.contentReview.remarks), readText(context, said.secrecyReview.remarks)]);
  const line = (label: string, answer: ReviewAnswer, text: string | null): string => `${label}${passed(answer)}${text === null ? '' : `：${text}`}`;
  return `${line('内容审核', said.contentReview, content)}；${line('保密审查', said.secrecyReview, secrecy)}`;
}

export async function timelineOf(view: ReviewView, context: ReviewContext): Promise<object[]> {
  return Promise.all(view.events.map(async (event) => {
    const book = await bookOf(context, event);
    return {
      seq: event.seq, event: event.type, title: rowOf(event).title, recordedAt: event.recordedAt, effectiveOn: event.effectiveOn, clause: event.clause,
      actingAs: actingAs(event, book), personName: personName(event, book), remarks: view.seesContent ? await remarksOf(context, event) : null,
    };
  }));
}

export async function signaturesOf(view: ReviewView, context: ReviewContext): Promise<object[]> {
  return Promise.all(view.events.filter(({ signature }) => signature !== null).map(async (event) => {
    const book = await bookOf(context, event);
    const { name, title } = rowOf(event);
    return {
      action: name, step: title, role: event.actingAs.role, title: actingAs(event, book), personName: personName(event, book), signedOn: event.effectiveOn, signedAt: event.recordedAt,
      remarks: view.seesContent ? await remarksOf(context, event) : null, round: event.round,
    };
  }));
}

/** The event in which the division head answered in the present round, unless the round has not come so far. */
const signedIn = (view: ReviewView): StoredEvent | undefined => view.events.findLast((event) => event.type === 'ReviewSigned' && event.round === view.of.round);

export async function answerOf(view: ReviewView, context: ReviewContext, which: 'contentReview' | 'secrecyReview'): Promise<object | null> {
  const answer = signedIn(view)?.payload[which] as ReviewAnswer | undefined;
  return answer === undefined ? null : { passed: answer.passed, remarks: view.seesContent ? await readText(context, answer.remarks) : null };
}

export async function findingsOf(view: ReviewView, context: ReviewContext): Promise<object[]> {
  const dispositions = (signedIn(view)?.payload['findings'] ?? []) as unknown as readonly FindingDisposition[];
  const content = (ref: TextRef | undefined): Promise<string | null> => (view.seesContent ? readText(context, ref) : Promise.resolve(null));
  return Promise.all(view.of.findings.map(async (finding: ReviewFinding) => {
    const done = dispositions.find(({ findingId }) => findingId === finding.id);
    return { ...finding, excerpt: await content(finding.excerpt), suggestion: await readText(context, finding.suggestion), disposition: done?.disposition ?? null, reason: await content(done?.reason) };
  }));
}
