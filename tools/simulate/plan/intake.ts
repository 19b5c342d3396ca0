import type { FormOfProvision, MeansOfService, SubmissionChannel } from '@disclosure/requests-domain';
import type { Json } from '@disclosure/kernel';
import type { Person } from './plan.ts';
import type { Script } from './script.ts';
import { DESCRIPTIONS } from './texts.ts';

export const CHANNEL_WEIGHTS: Readonly<Record<SubmissionChannel, number>> = { ONLINE: 58, REGISTERED_POST: 18, IN_PERSON: 8, ORDINARY_POST: 6, EMAIL: 5, FAX: 3, ORAL: 2 };
const FORMS: Readonly<Record<FormOfProvision, number>> = { ELECTRONIC_COPY: 60, PAPER_COPY: 34, INSPECTION: 4, TRANSCRIPT: 2 };
const MEANS: Readonly<Record<MeansOfService, number>> = { ONLINE: 46, EMAIL: 12, POST: 28, IN_PERSON: 11, FAX: 3 };
/** Received on the day it is handed in; the others on the day that is confirmed (A2-6). */
const AT_ONCE: readonly SubmissionChannel[] = ['IN_PERSON', 'ORAL', 'REGISTERED_POST'];

export interface Asked { readonly channel: SubmissionChannel; readonly form: FormOfProvision; readonly means: MeansOfService; readonly title: string }

/** The applicant as the form has it. */
export const applicantInput = ({ kind, name, identityNumber, organisationCode, representative, telephone, email, postalAddress }: Person): { readonly [key: string]: Json } => ({
  kind, name, telephone, email, postalAddress,
  ...(identityNumber === null ? {} : { identityDocument: { type: '居民身份证', number: identityNumber } }),
  ...(organisationCode === null ? {} : { organisationCode }),
  ...(representative === null ? {} : { representative }),
});

/** From the applicant's form to the division's desk: submitted, registered, accepted, assigned; with a clarification before it, in one case of eight. Gives what was asked, and whether the case goes on. */
export function intake(script: Script, person: Person, channel: SubmissionChannel, title: string): Asked & { readonly goesOn: boolean } {
  const { random } = script;
  const asked: Asked = { channel, title, form: random.weighted(FORMS), means: random.weighted(MEANS) };
  const helped = channel === 'ORAL' && script.takes('assistance', 0.5);
  const confirmed = channel === 'ORAL' && random.chance(0.5);
  const form = {
    channel, form: asked.form, means: asked.means, title, applicant: applicantInput(person),
    ...(random.chance(0.4) ? { description: random.pick(DESCRIPTIONS) } : {}),
    ...(confirmed ? { oralConfirmation: '已宣读，申请人签名确认。' } : {}),
    ...(helped ? { assistance: '申请人阅读困难，由工作人员代为填写并宣读确认。' } : {}),
  };
  if (AT_ONCE.includes(channel)) script.act('submitRequest', 'OFFICE', { ...form, receivedOn: '@today' }, { marks: [{ received: true }] });
  else {
    script.act('submitRequest', channel === 'ONLINE' ? 'PUBLIC' : 'OFFICE', form);
    const late = script.takes('confirmed late', 0.05);
    if (late && random.chance(0.5)) script.act('recordNoContact', 'OFFICE', { attempts: '上午、下午各去电一次，均无人接听。' }, { wait: { workingDays: 0 } });
    script.act('registerRequest', 'OFFICE', {}, { wait: late ? script.within(2, 3) : script.within(0, 1), marks: [{ received: true }] });
  }
  if (channel === 'ORAL' && !confirmed) {
    const byOffice = random.chance(0.5);
    script.act('confirmOralRequest', byOffice ? 'OFFICE' : 'APPLICANT', byOffice ? { how: '朗读后签名。' } : {}, { wait: script.within(0, 1) });
  }
  const clarifies = script.takes('clarification', 0.13);
  const early = clarifies && random.chance(0.6);
  if (early && !clarification(script)) return { ...asked, goesOn: false };
  script.act('acceptRequest', 'OFFICE', {}, { wait: script.within(0, 1) });
  if (clarifies && !early && random.chance(0.5)) return { ...asked, goesOn: clarification(script) && assigned(script) };
  // The window is seven working days: whoever asks from the division's desk asks at once.
  assigned(script, clarifies && !early);
  return { ...asked, goesOn: early || !clarifies || clarification(script, true) };
}

const SUPPORT = ['d-planning', 'd-energy', 'd-general'];

function assigned(script: Script, plainly = false): true {
  const { random, lead } = script;
  const others = SUPPORT.filter((division) => division !== lead);
  const supporting = !plainly && script.takes('supporting divisions', 0.22) ? (random.chance(0.25) ? others : [random.pick(others)]) : [];
  script.act('assignRequest', 'OFFICE', { leadDivisionId: lead, supportingDivisionIds: supporting, ...(random.chance(0.5) ? { remarks: '请按职责办理，按期报送。' } : {}) }, { wait: script.within(0, 1) });
  if (!plainly && script.takes('dispute', 0.04)) {
    const next = random.chance(0.6) ? random.pick(others) : lead;
    script.act('disputeAssignment', 'HANDLER', { reasons: '该事项的主要职责在其他处室，建议重新明确分工。' }, { wait: script.within(0, 1) });
    script.act('draftReplyProposal', 'HANDLER', { items: [{ outcome: 'DISCLOSED' }], isMajor: false, information: '待定。' }, { refused: 'WRONG_STATE' });
    script.act('decideAssignment', 'OFFICE', { leadDivisionId: next, supportingDivisionIds: supporting.filter((division) => division !== next), leadersOpinion: '经请示分管厅领导，按此分工办理。' }, { wait: script.within(0, 2) });
    return material(script, supporting.filter((division) => division !== next));
  }
  return material(script, supporting);
}

/** What supporting divisions give, or are excused from. */
function material(script: Script, supporting: readonly string[]): true {
  for (const divisionId of supporting) {
    if (script.takes('contribution waived', 0.12)) script.act('waiveContribution', 'OFFICE', { divisionId, reasons: '所申请的信息不涉及该处室职责。' }, { wait: script.within(0, 2) });
    else script.act('contributeMaterial', `SUPPORT:${divisionId}`, { divisionId, material: '经核对，本处室所存材料与牵头处室一致，可以提供。' }, { wait: script.within(0, 2) });
  }
  return true;
}

/** Asked to clarify: most do, some never, a few too late and with good reason. Gives whether the case goes on. */
function clarification(script: Script, byDivision = false): boolean {
  const { random } = script;
  const items = '请写明所需信息的名称、年度或者文号。';
  const stated = byDivision && script.takes('clarification stated by the division', 0.6);
  if (stated) script.act('proposeClarification', random.chance(0.8) ? 'HANDLER' : 'HEAD', { items });
  script.act('requestClarification', 'OFFICE', { ...(stated ? {} : { items }), periodWorkingDays: random.pick([10, 15, 15, 20]), ...(random.chance(0.3) ? { guidance: '可在厅门户网站公开目录中查找名称。' } : {}) }, { wait: script.within(0, 1) });
  if (random.chance(0.2)) script.act('recordClarificationNoticeReceipt', 'OFFICE', { receivedOn: '@today' }, { wait: script.within(1, 3) });
  const ends = random.weighted({ supplied: 68, lapsed: 20, late: 7, withdrawn: 5 });
  script.path(`clarification ${ends}`);
  const supplied = { clarification: '所需信息为上一年度的正式文本，名称与申请一致。' };
  switch (ends) {
    case 'supplied':
      script.act('supplyClarification', random.chance(0.8) ? 'APPLICANT' : 'OFFICE', supplied, { wait: script.days(1, 9) });
      if (script.takes('second clarification refused', 0.15)) script.act('requestClarification', 'OFFICE', { items: '请再写明用途。', periodWorkingDays: 15 }, { refused: 'CLARIFICATION_ALREADY_USED' });
      return true;
    case 'withdrawn':
      script.act('withdrawRequest', 'APPLICANT', {}, { wait: script.days(1, 8), marks: [{ closed: 'OTHER' }] });
      return false;
    default:
      script.add({ until: { table: 'clarification', position: 'LAPSED' }, marks: [{ closed: 'OTHER_NOT_CLARIFIED' }] });
      if (ends === 'lapsed') {
        if (random.chance(0.3)) script.act('supplyClarification', 'APPLICANT', supplied, { wait: script.days(1, 5), refused: 'CLARIFICATION_LATE' });
        return false;
      }
      script.act('supplyClarification', 'OFFICE', { ...supplied, goodReason: '申请人住院治疗，已提供证明。' }, { wait: script.within(1, 6), marks: [{ reopened: true }] });
      return true;
  }
}
