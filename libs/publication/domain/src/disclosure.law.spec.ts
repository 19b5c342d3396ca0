import { localDate } from '@disclosure/kernel';
import { otherInformation, PUBLIC, Scenario, TIMER } from './testing/index.ts';

const D = '2026-03-02';
const proposed = (more = {}) => new Scenario().take(D, 'handler', 'proposeDisclosure', otherInformation({ formedOn: localDate('2026-02-27'), ...more }));
const headApproved = (more = {}) => proposed(more).take(D, 'head', 'approveDisclosureAsDivisionHead');
const deputyApproved = (more = {}) => headApproved(more).take(D, 'deputy', 'approveDisclosureAsSupervisingDeputy');
const at = (scenario: Scenario) => scenario.state.positions['disclosure'];

describe('A1-14 (二): other information', () => {
  it('division, division head, supervising deputy, then out', () => {
    const scenario = deputyApproved();
    expect(at(scenario)).toBe('DEPUTY_APPROVED');
    expect(at(scenario.take(D, 'office', 'publishDisclosure'))).toBe('PUBLISHED');
  });
  it('in this order and no other', () => {
    expect(proposed().codes(D, 'deputy', 'approveDisclosureAsSupervisingDeputy')).toEqual(['WRONG_STATE']);
    expect(proposed().codes(D, 'office', 'publishDisclosure')).toEqual(['WRONG_STATE']);
    expect(headApproved().codes(D, 'office', 'publishDisclosure')).toEqual(['WRONG_STATE']);
    expect(deputyApproved().codes(D, 'head', 'approveDisclosureAsDivisionHead')).toEqual(['WRONG_STATE']);
  });
  it('major sensitive information needs the principal leader too; other information does not go there', () => {
    const major = deputyApproved({ isMajorSensitive: true });
    expect(major.codes(D, 'office', 'publishDisclosure')).toEqual(['SIGNATURE_MISSING']);
    expect(at(major.take(D, 'principal', 'approveDisclosureAsPrincipalLeader').take(D, 'office', 'publishDisclosure'))).toBe('PUBLISHED');
    expect(deputyApproved().codes(D, 'principal', 'approveDisclosureAsPrincipalLeader')).toEqual(['NOT_MAJOR_SENSITIVE']);
  });
  it('is proposed by the division that holds it', () => {
    expect(new Scenario().codes(D, 'handler-2', 'proposeDisclosure', otherInformation())).toEqual(['NOT_YOUR_DIVISION']);
    expect(new Scenario().codes(D, 'head', 'proposeDisclosure', otherInformation())).toEqual(['FORBIDDEN']);
    expect(new Scenario().codes(D, PUBLIC, 'proposeDisclosure', otherInformation())).toEqual(['FORBIDDEN']);
    expect(new Scenario().codes(D, 'handler', 'proposeDisclosure', otherInformation({ divisionId: 'd-gone' }))).toEqual(['UNKNOWN_DIVISION']);
    expect(new Scenario().codes(D, 'liaison', 'proposeDisclosure', otherInformation())).toEqual([]);
  });
  it('is signed by the heads of that division alone, never by the one who proposed', () => {
    expect(proposed().codes(D, 'head-2', 'approveDisclosureAsDivisionHead')).toEqual(['FORBIDDEN']);
    const own = new Scenario().take(D, 'both', 'proposeDisclosure', otherInformation({ formedOn: localDate('2026-02-27') }));
    expect(own.codes(D, 'both', 'approveDisclosureAsDivisionHead')).toEqual(['SEPARATION_OF_DUTIES']);
    expect(own.codes(D, 'head', 'approveDisclosureAsDivisionHead')).toEqual([]);
  });
  it('new content voids what was signed before it', () => {
    const again = deputyApproved().take(D, 'handler', 'proposeDisclosure', otherInformation({ formedOn: localDate('2026-02-27'), digest: 'b'.repeat(64) }));
    expect(at(again)).toBe('PROPOSED');
    expect(again.codes(D, 'office', 'publishDisclosure')).toEqual(['WRONG_STATE']);
    // The same head signs the new content: what she signed before does not bind her.
    expect(again.codes(D, 'head', 'approveDisclosureAsDivisionHead')).toEqual([]);
  });
  it('its way and its division stay', () => {
    expect(proposed().codes(D, 'handler', 'proposeDisclosure', otherInformation({ route: 'DOCUMENT' }))).toContain('ROUTE_FIXED');
    expect(proposed().codes(D, 'handler', 'proposeDisclosure', otherInformation({ divisionId: 'd-energy' }))).toEqual(['DIVISION_FIXED']);
  });
});

describe('A1-14 (一): the department\'s own documents', () => {
  const drafted = (more = {}) => new Scenario().take(D, 'handler', 'proposeDisclosure', otherInformation({ route: 'DOCUMENT', ...more }));
  const signed = () => drafted().take(D, 'handler', 'submitForApproval').take(D, 'head', 'approveDisclosureAsDivisionHead').take(D, 'deputy', 'signOffDocument', { documentNumber: '测工信综合〔2026〕12号' });
  it('drafted, approved, signed off, handed over, published', () => {
    const scenario = signed();
    expect(at(scenario)).toBe('SIGNED_OFF');
    expect(scenario.codes(D, 'office', 'publishDisclosure')).toEqual(['WRONG_STATE']);
    expect(at(scenario.take(D, 'handler', 'handOverDocument').take(D, 'office', 'publishDisclosure'))).toBe('PUBLISHED');
  });
  it('A1-10: no approval without both choices of the attribute', () => {
    const open = new Scenario().take(D, 'handler', 'proposeDisclosure', { ...otherInformation({ route: 'DOCUMENT' }), extent: undefined, mode: undefined });
    expect(open.codes(D, 'handler', 'submitForApproval')).toEqual(['ATTRIBUTE_MISSING']);
    expect(open.codes(D, 'handler', 'chooseDisclosureAttribute', { extent: 'FULL_TEXT' })).toEqual(['ATTRIBUTE_MISSING']);
    expect(open.take(D, 'handler', 'chooseDisclosureAttribute', { extent: 'FULL_TEXT', mode: 'PROACTIVE' }).codes(D, 'handler', 'submitForApproval')).toEqual([]);
  });
  it('is not signed off before the division head has seen it, nor without a number', () => {
    const submitted = drafted().take(D, 'handler', 'submitForApproval');
    expect(submitted.codes(D, 'deputy', 'signOffDocument', { documentNumber: '测工信〔2026〕1号' })).toEqual(['DIVISION_HEAD_MISSING']);
    submitted.take(D, 'head', 'approveDisclosureAsDivisionHead');
    expect(submitted.codes(D, 'deputy', 'signOffDocument')).toEqual(['DOCUMENT_NUMBER_MISSING']);
    for (const wrong of ['测工信[2026]1号', '测工信〔2026〕01号', '〔2026〕1号', '测工信〔26〕1号']) expect(submitted.codes(D, 'deputy', 'signOffDocument', { documentNumber: wrong })).toEqual(['DOCUMENT_NUMBER_FORM']);
  });
  it('a major sensitive one is signed off by the principal leader', () => {
    const major = drafted({ isMajorSensitive: true }).take(D, 'handler', 'submitForApproval').take(D, 'head', 'approveDisclosureAsDivisionHead');
    expect(major.codes(D, 'deputy', 'signOffDocument', { documentNumber: '测工信〔2026〕1号' })).toEqual(['PRINCIPAL_APPROVAL_MISSING']);
    const out = major.take(D, 'principal', 'signOffDocument', { documentNumber: '测工信〔2026〕1号' }).take(D, 'handler', 'handOverDocument');
    expect(out.codes(D, 'office', 'publishDisclosure')).toEqual([]);
  });
});

describe('A1-10, A3-5: the disclosure attribute', () => {
  it('both choices, on the division\'s way too', () => {
    const { mode: _mode, ...onlyExtent } = otherInformation();
    expect(new Scenario().codes(D, 'handler', 'proposeDisclosure', onlyExtent)).toEqual(['ATTRIBUTE_MISSING']);
  });
  it('withholding needs a ground of A1-7 and reasons, and is never published', () => {
    const reasons = { text: 't', commitment: 'c' };
    expect(new Scenario().codes(D, 'handler', 'proposeDisclosure', otherInformation({ extent: 'WITHHELD' }))).toEqual(['GROUND_MISSING']);
    expect(new Scenario().codes(D, 'handler', 'proposeDisclosure', otherInformation({ extent: 'WITHHELD', ground: 'DELIBERATIVE' }))).toEqual(['REASONS_MISSING']);
    // Enforcement files are a ground for requests, not one of the seven of A1-7.
    expect(new Scenario().codes(D, 'handler', 'proposeDisclosure', otherInformation({ extent: 'WITHHELD', ground: 'ENFORCEMENT_FILE', reasons }))).toEqual(['GROUND_UNKNOWN']);
    expect(deputyApproved({ extent: 'WITHHELD', ground: 'DELIBERATIVE', reasons }).codes(D, 'office', 'publishDisclosure')).toEqual(['ATTRIBUTE_WITHHELD']);
  });
  it('what is to be given on request is not published', () => {
    expect(deputyApproved({ mode: 'ON_REQUEST' }).codes(D, 'office', 'publishDisclosure')).toEqual(['MODE_NOT_PROACTIVE']);
  });
});

describe('R-12: the catalogue', () => {
  it('only leaves, none twice, and at least one before publication', () => {
    expect(new Scenario().codes(D, 'handler', 'proposeDisclosure', otherInformation({ categoryIds: ['statutory-content'], leafIds: [] }))).toEqual(['NOT_A_LEAF']);
    expect(new Scenario().codes(D, 'handler', 'proposeDisclosure', otherInformation({ categoryIds: ['guide', 'guide'], leafIds: ['guide'] }))).toEqual(['CATEGORY_TWICE']);
    expect(deputyApproved({ categoryIds: [], leafIds: [] }).codes(D, 'office', 'publishDisclosure')).toEqual(['CATEGORY_MISSING']);
  });
});

describe('after publication', () => {
  const out = () => deputyApproved().take(D, 'office', 'publishDisclosure');
  it('CAT-08: a withdrawal names its clause, and ends the item for good', () => {
    expect(out().codes(D, 'office', 'withdrawDisclosure', { reasons: { text: 't' }, clause: 'A9-9' })).toEqual(['CLAUSE_UNKNOWN']);
    expect(out().codes(D, 'handler', 'withdrawDisclosure', { reasons: { text: 't' }, clause: 'A1-7-2' })).toEqual(['FORBIDDEN']);
    const gone = out().take(D, 'office', 'withdrawDisclosure', { reasons: { text: 't' }, clause: 'A1-7-2' });
    expect([at(gone), gone.state.positions['release']]).toEqual(['WITHDRAWN', 'WITHDRAWN']);
    expect(gone.codes(D, 'office', 'publishDisclosure')).toEqual(['WRONG_STATE']);
    expect(gone.codes(D, 'handler', 'correctDisclosure', otherInformation())).toEqual(['WRONG_STATE']);
  });
  it('a correction is signed anew by both, while the old version stays out', () => {
    const correcting = out().take(D, 'handler', 'correctDisclosure', otherInformation({ digest: 'b'.repeat(64) }));
    expect([at(correcting), correcting.state.positions['release'], correcting.state.round]).toEqual(['PROPOSED', 'PUBLISHED', 2]);
    expect(correcting.codes(D, 'office', 'publishDisclosure')).toEqual(['WRONG_STATE']);
    const done = correcting.take(D, 'head', 'approveDisclosureAsDivisionHead').take(D, 'deputy', 'approveDisclosureAsSupervisingDeputy').take(D, 'office', 'publishDisclosure');
    expect(done.state.releases.map(({ number, kind }) => [number, kind])).toEqual([[1, 'FIRST'], [2, 'CORRECTION']]);
    expect(done.state.indexNumber).toBe('013500001/2026-00001');
  });
  it('A3-8: a revoked clearance takes it back to approved, and it can go out again', () => {
    const revoked = out().take(D, TIMER, 'recordClearanceRevoked', { clearanceId: 'c1' });
    expect([at(revoked), revoked.state.positions['release']]).toEqual(['DEPUTY_APPROVED', 'REVOKED']);
    expect(revoked.codes(D, 'office', 'publishDisclosure')).toEqual([]);
    // Or its division proposes other content.
    expect(revoked.codes(D, 'handler', 'proposeDisclosure', otherInformation({ formedOn: localDate('2026-02-27'), digest: 'b'.repeat(64) }))).toEqual([]);
    expect(revoked.codes(D, 'office', 'recordClearanceRevoked', { clearanceId: 'c1' })).toEqual(['FORBIDDEN']);
  });
});

describe('A2-21: requested information becomes proactive', () => {
  it('opens an item that its division fills in; the requests stay known', () => {
    const opened = new Scenario().take(D, TIMER, 'openDisclosure', { divisionId: 'd-planning', originRequests: ['q1', 'q2'], originDigest: 'c'.repeat(64) });
    expect(at(opened)).toBe('OPENED');
    expect(opened.codes(D, 'handler-2', 'proposeDisclosure', otherInformation({ divisionId: 'd-energy' }))).toEqual(['FORBIDDEN']);
    expect(opened.take(D, 'handler', 'proposeDisclosure', otherInformation()).state.originRequests).toEqual(['q1', 'q2']);
  });
});
