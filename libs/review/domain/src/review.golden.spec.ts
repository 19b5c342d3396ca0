import { decide } from '@disclosure/workflow';
import { allActions } from '@disclosure/workflow';
import { reviewCase, reviewWorkflow } from './index.ts';
import { approval, bothPassed, contentWith, opening, officer, reasoned, ReviewTrial, text, WAYS } from './testing/index.ts';

/** One who holds each role on a review of d-planning, and some who hold none. */
const PEOPLE: Readonly<Record<string, string>> = {
  CASE_HANDLER: 'handler', DIVISION_HEAD: 'head', SUPERVISING_DEPUTY: 'deputy', PRINCIPAL_LEADER: 'principal', SECRECY_OFFICER: 'secrecy', CLASSIFICATION_OFFICER: 'classification',
  DISCLOSURE_OFFICER: 'office', AUDITOR: 'auditor', ANALYST: 'analyst', OTHER_DIVISION_HEAD: 'head-2', OTHER_DEPUTY: 'deputy-2', LEGAL_OFFICER: 'legal',
};

/** An input that is right for the action in whichever state it fits. */
const INPUTS: Readonly<Record<string, object>> = {
  openReview: opening(), reopenReview: { ...reasoned, content: contentWith() }, signReview: bothPassed(),
  approveReviewAsSupervisingDeputy: approval(), approveReviewAsPrincipalLeader: approval(),
  referOutside: { authority: 'SECRECY_AUTHORITY', letterNumber: text('n'), ...reasoned },
  recordDetermination: { result: 'MAY_DISCLOSE', answeredOn: '2026-03-02', answerNumber: text('n'), ...reasoned },
  recordRightsHolderConsent: { basis: 'CONSENT', evidence: text('e'), decidedOn: '2026-03-02' }, classifyLate: { agrees: true, ...reasoned },
};

/** `✓` carried out, `–` no role, otherwise the refusals. To be read by a person against annex 3. */
function cell(trial: ReviewTrial, action: string, login: string): string {
  const decision = decide(reviewCase, trial.state, action, INPUTS[action] ?? reasoned, officer(login), trial.facts);
  if (decision.kind === 'ACCEPTED') return `✓ ${decision.event.moves.map(({ table, to }) => (table === 'review' ? to : `${table}=${to}`)).join(' ')}`.trim();
  return decision.kind === 'FORBIDDEN' ? '–' : decision.refusals.map(({ code }) => code).join(' ');
}

test('golden matrix: state × action × role', () => {
  const lines: string[] = [];
  for (const [state, way] of Object.entries(WAYS)) {
    const trial = new ReviewTrial().through(...way);
    expect(trial.at).toBe(state);
    for (const { name } of allActions(reviewCase)) {
      const cells = Object.entries(PEOPLE).map(([role, login]) => [role, cell(trial, name, login)] as const).filter(([, outcome]) => outcome !== '–' && outcome !== 'WRONG_STATE');
      for (const [role, outcome] of cells) lines.push(`${state} | ${name} | ${role} | ${outcome}`);
    }
  }
  expect(`\n${lines.join('\n')}\n`).toMatchSnapshot();
});

test('every state of the table is in the matrix', () => {
  expect(Object.keys(WAYS).sort()).toEqual(['NONE', ...Object.keys(reviewWorkflow.positions)].sort());
});
