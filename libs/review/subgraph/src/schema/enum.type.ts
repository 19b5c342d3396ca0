import { registerEnumType } from 'type-graphql';
import { CONSENT_BASES, DETERMINATIONS, DISPOSITIONS, EXTENTS, MODES, OUTSIDE_AUTHORITIES, SEVERITIES, SUBJECT_KINDS, clearanceWorkflow, reviewWorkflow } from '@disclosure/review-domain';

/** A graph enum of given values, each with its description: English, the Chinese term in brackets. */
function graphEnum<T extends string>(name: string, description: string, values: readonly T[], described: Readonly<Record<T, string>>): Record<T, T> {
  const members = Object.fromEntries(values.map((value) => [value, value])) as Record<T, T>;
  registerEnumType(members, { name, description, valuesConfig: Object.fromEntries(values.map((value) => [value, { description: described[value] }])) as never });
  return members;
}

export const Extent = graphEnum('Extent', 'How much of the information goes out (公开方式, A3-5).', EXTENTS, {
  FULL_TEXT: 'The whole text (全文公开).', REDACTED: 'With redactions (删减后公开).', WITHHELD: 'Nothing, on a ground (不予公开).',
});
export const Mode = graphEnum('Mode', 'On whose motion it goes out (公开方式, A3-5).', MODES, {
  PROACTIVE: 'Of the department\'s own motion, to everybody (主动公开).', ON_REQUEST: 'To the applicant of one case (依申请公开).',
});
export const SubjectKind = graphEnum('ReviewSubjectKind', 'What a review is about (送审事项).', SUBJECT_KINDS, {
  REQUEST: 'The reply to a disclosure request (依申请公开件).', DISCLOSURE: 'An item of proactive disclosure (主动公开条目).',
});
export const ReviewStateEnum = graphEnum('ReviewState', 'Where a review stands (审查状态).', Object.keys(reviewWorkflow.positions),
  Object.fromEntries(Object.entries(reviewWorkflow.positions).map(([key, { title }]) => [key, `${title}.`])));
export const ClearanceStateEnum = graphEnum('ClearanceState', 'Whether a clearance can be used (放行状态).', Object.keys(clearanceWorkflow.positions),
  Object.fromEntries(Object.entries(clearanceWorkflow.positions).map(([key, { title }]) => [key, `${title}.`])));
export const SeverityEnum = graphEnum('FindingSeverity', 'How much a finding of screening weighs (严重程度).', SEVERITIES, {
  FORBIDDEN: 'No division can wave it through (禁止发布).', BLOCK: 'Must be dealt with (须处理).', WARN: 'Must be looked at (须核对).', INFO: 'Only told (提示).',
});
export const DispositionEnum = graphEnum('FindingDisposition', 'What a reviewer does about a finding (发现的处理).', DISPOSITIONS, {
  REMOVED: 'To be removed; the content changes (删除).', REDACTED: 'To be redacted; the content changes (删减).', NOT_APPLICABLE: 'Does not apply, with a reason (不适用).',
});
export const DeterminationEnum = graphEnum('DeterminationResult', 'What the secrecy office, or whoever it asked, determined (确定结论).', DETERMINATIONS, {
  MAY_DISCLOSE: 'It may be disclosed (可以公开).', MUST_NOT_DISCLOSE: 'It must not be disclosed (不得公开).',
});
export const AuthorityEnum = graphEnum('OutsideAuthority', 'Whom the secrecy office asks (报请确定的机关, A3-4).', OUTSIDE_AUTHORITIES, {
  PROVINCIAL_GENERAL_OFFICE: 'The general office of the provincial government (省政府办公厅).', SECRECY_AUTHORITY: 'The secrecy authority (省保密局).',
});
export const ConsentBasisEnum = graphEnum('ConsentBasis', 'Why information that touches a rights holder may go out (A3-3).', CONSENT_BASES, {
  CONSENT: 'The rights holder consents (权利人同意公开).', PUBLIC_INTEREST: 'Not disclosing could gravely harm the public interest (不公开可能对公共利益造成重大影响).',
});
