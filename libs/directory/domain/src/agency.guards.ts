import type { Agency } from '@disclosure/organisation';
import { guard } from '@disclosure/workflow';
import type { BookState, WithReason } from './book.state.ts';

export interface RegisterAgency extends WithReason, Omit<Agency, 'id' | 'isOwn'> { readonly agencyId: string }
export interface ChangeAgency extends WithReason { readonly agencyId: string; readonly name?: string | undefined; readonly contact?: Agency['contact'] | undefined; readonly topics?: readonly string[] | undefined }

/** Ids are for ever: cases, tokens and published information name an agency by it. */
export const agencyNew = guard<BookState, RegisterAgency>('agencyNew', 'A1-3', ({ input: { agencyId }, facts }) => {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(agencyId) || agencyId.length > 40) return { code: 'AGENCY_ID', message: '机关代码由小写字母、数字和连字符组成，以字母开头，例如 jl-culture。', field: 'input.agencyId' };
  return facts.organisation.agencies.some(({ id }) => id === agencyId) ? { code: 'AGENCY_EXISTS', message: `机关代码“${agencyId}”已被使用。`, field: 'input.agencyId', facts: { agency: agencyId } } : null;
}, { readsInput: true });

export const agencyKnown = guard<BookState, ChangeAgency>('agencyKnown', 'A1-3', ({ input: { agencyId }, facts }) =>
  facts.organisation.agencies.some(({ id }) => id === agencyId) ? null : { code: 'AGENCY_UNKNOWN', message: `机关名录中没有：${agencyId}。`, field: 'input.agencyId', facts: { agency: agencyId } }, { readsInput: true });

export const agencyNameFree = guard<BookState, { readonly agencyId: string; readonly name?: string | undefined }>('agencyNameFree', 'A1-3', ({ input, facts }) => {
  const twin = facts.organisation.agencies.find(({ id, name }) => id !== input.agencyId && name === input.name);
  return twin ? { code: 'AGENCY_NAME_TAKEN', message: `机关名录中已有${twin.name}。`, field: 'input.name', facts: { agency: twin.id } } : null;
}, { readsInput: true });

/** Nine characters: the body of a unified social credit code. It begins index numbers, so it is one agency's. */
export const bodyCodeFits = guard<BookState, RegisterAgency>('bodyCodeFits', 'A1-3', ({ input: { bodyCode }, facts }) => {
  if (!/^[0-9A-HJ-NPQRTUWXY]{9}$/.test(bodyCode)) return { code: 'BODY_CODE', message: '主体标识码为统一社会信用代码的第9至17位，共9位数字或者大写字母。', field: 'input.bodyCode' };
  return facts.organisation.agencies.some((agency) => agency.bodyCode === bodyCode) ? { code: 'BODY_CODE_TAKEN', message: '该主体标识码已属于其他机关。', field: 'input.bodyCode', facts: { bodyCode } } : null;
}, { readsInput: true });

/** Whoever is directed there must be able to get there (A1-19-4). */
export const contactGiven = guard<BookState, { readonly contact?: Agency['contact'] | undefined }>('contactGiven', 'A1-19-4', ({ input: { contact } }) =>
  contact === undefined || [contact.address, contact.telephone, contact.email].some((way) => way.trim() !== '') ? null : { code: 'CONTACT_MISSING', message: '请至少填写一种联系方式：地址、电话或者电子邮箱。', field: 'input.contact' }, { readsInput: true });

/** Powers move (REQ-16): what a revision says is a change. */
export const agencyChanges = guard<BookState, ChangeAgency>('agencyChanges', 'A1-3', ({ input, facts }) => {
  const now = facts.organisation.agencies.find(({ id }) => id === input.agencyId);
  const same = now !== undefined && (input.name ?? now.name) === now.name && JSON.stringify(sorted(input.topics ?? now.topics)) === JSON.stringify(sorted(now.topics)) && ways(input.contact ?? now.contact) === ways(now.contact);
  return same ? { code: 'NOTHING_CHANGED', message: '与现有内容相同，没有需要变更的。' } : null;
}, { readsInput: true });

const sorted = (topics: readonly string[]): readonly string[] => [...topics].sort();
const ways = ({ address, telephone, email }: Agency['contact']): string => JSON.stringify([address, telephone, email]);
