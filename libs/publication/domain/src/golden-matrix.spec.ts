import { allActions, decide, NONE, positionIn, roleLabel } from '@disclosure/workflow';
import { disclosureAggregate } from './disclosure.aggregate.ts';
import { STATES } from './vocabulary.ts';
import { factsOn, officer, otherInformation, Scenario, TIMER } from './testing/index.ts';

/**
 * The golden matrix: state × action × person, for a person to read. A letter says who may take the action where; `-` that the place is
 * wrong, `!` that a condition is missing. Read it against A1-14 before accepting a change of the snapshot.
 */
const D = '2026-03-02';
const people: readonly (readonly [string, Parameters<typeof decide>[4]])[] = [
  ['handler', officer('handler')], ['other handler', officer('handler-2')], ['head', officer('head')], ['other head', officer('head-2')], ['deputy', officer('deputy')], ['principal', officer('principal')],
  ['office', officer('office')], ['office head', officer('office-head')], ['auditor', officer('auditor')], ['analyst', officer('analyst')], ['public', { kind: 'PUBLIC' }], ['timer', TIMER],
];
const input: Readonly<Record<string, object>> = {
  openDisclosure: { divisionId: 'd-planning', originRequests: [], originDigest: 'c'.repeat(64) },
  proposeDisclosure: otherInformation(), correctDisclosure: otherInformation(), changeDisclosure: { ...otherInformation(), changedOn: D }, chooseDisclosureAttribute: { extent: 'FULL_TEXT', mode: 'PROACTIVE' },
  signOffDocument: { documentNumber: '测工信〔2026〕1号' }, withdrawDisclosure: { reasons: {}, clause: 'A1-7-2' }, recordClearanceRevoked: { clearanceId: 'c1' },
};
const other = () => new Scenario().take(D, 'handler', 'proposeDisclosure', otherInformation({ isMajorSensitive: true }));
const document = () => new Scenario().take(D, 'handler', 'proposeDisclosure', otherInformation({ route: 'DOCUMENT' }));
const headSigned = () => other().take(D, 'head', 'approveDisclosureAsDivisionHead');
const deputySigned = () => headSigned().take(D, 'deputy', 'approveDisclosureAsSupervisingDeputy');
const principalSigned = () => deputySigned().take(D, 'principal', 'approveDisclosureAsPrincipalLeader');
const signedOff = () => document().take(D, 'handler', 'submitForApproval').take(D, 'head', 'approveDisclosureAsDivisionHead').take(D, 'deputy', 'signOffDocument', input['signOffDocument']);
const states: Readonly<Record<string, () => Scenario>> = {
  [NONE]: () => new Scenario(),
  OPENED: () => new Scenario().take(D, TIMER, 'openDisclosure', input['openDisclosure']),
  DRAFT: document,
  IN_APPROVAL: () => document().take(D, 'handler', 'submitForApproval'),
  SIGNED_OFF: signedOff,
  HANDED_OVER: () => signedOff().take(D, 'handler', 'handOverDocument'),
  PROPOSED: other, DIVISION_APPROVED: headSigned, DEPUTY_APPROVED: deputySigned, PRINCIPAL_APPROVED: principalSigned,
  PUBLISHED: () => principalSigned().take(D, 'office', 'publishDisclosure'),
  WITHDRAWN: () => principalSigned().take(D, 'office', 'publishDisclosure').take(D, 'office', 'withdrawDisclosure', input['withdrawDisclosure']),
};

it('covers every state', () => {
  expect(Object.keys(states).filter((state) => state !== NONE).sort()).toEqual(Object.keys(STATES).sort());
  for (const [state, make] of Object.entries(states)) expect(positionIn(make().state, 'disclosure')).toBe(state);
});

it('matches what was read and found right', () => {
  const matrix = Object.entries(states).map(([state, make]) => {
    const scenario = make();
    const lines = allActions(disclosureAggregate).map(({ name }) => {
      const may = people.flatMap(([who, actor]) => {
        const decision = decide(disclosureAggregate, scenario.state, name, name === 'proposeDisclosure' ? otherInformation({ route: scenario.state.route ?? 'OTHER' }) : (input[name] ?? {}), actor, factsOn(D));
        if (decision.kind === 'FORBIDDEN') return [];
        if (decision.kind === 'ACCEPTED') return [`${who} as ${roleLabel(decision.actingAs.role)}`];
        const codes = decision.refusals.map(({ code }) => code);
        return codes.includes('WRONG_STATE') ? [] : [`${who} !${codes.join('+')}`];
      });
      return may.length === 0 ? null : `  ${name}: ${may.join('; ')}`;
    });
    return [state, ...lines.filter((line) => line !== null)].join('\n');
  });
  expect(`\n${matrix.join('\n')}\n`).toMatchSnapshot();
});
