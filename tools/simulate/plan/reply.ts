import type { Json } from '@disclosure/kernel';
import type { MeansOfService } from '@disclosure/requests-domain';
import type { Decision } from './outcomes.ts';
import type { Script } from './script.ts';

export interface ReplyOptions {
  readonly means: MeansOfService;
  readonly decision: Decision;
  /** The leading group decides over a third party's objection in the course of it. */
  readonly overridden?: boolean;
  /** The first reply of the case; a new decision after a remedy takes the straight way. */
  readonly first: boolean;
}

/** From the division's proposal to service: signatures, review, letter, seal; sent back now and then, late now and then. */
export function reply(script: Script, { means, decision, overridden = false, first }: ReplyOptions): void {
  const isMajor = script.takes('major', 0.04);
  const late = first && script.takes('late', 0.05);
  const draft = { items: decision.items as readonly Json[], isMajor, blocks: decision.blocks, ...(decision.information === null ? {} : { information: decision.information }) };
  const drafting = (): void => {
    script.act('draftReplyProposal', 'HANDLER', draft, { wait: late ? { afterDue: script.random.int(1, 9) } : script.within(0, 4) });
    if (overridden) {
      script.act('submitReplyProposal', 'HANDLER', {}, { refused: 'THIRD_PARTY_OBJECTS' });
      script.act('overrideForPublicInterest', 'GROUP', { consultationId: '@consultation', reasons: '涉及公众安全，不公开可能对公共利益造成重大影响。' }, { wait: script.within(1, 4) });
    }
    script.act('submitReplyProposal', 'HANDLER', {}, { wait: script.within(0, 1) });
  };
  const review = (how: 'PASS' | 'FAIL' | 'MAJOR'): void => void script.add({ review: how, extent: decision.items.some(({ outcome }) => outcome === 'PARTLY_DISCLOSED') ? 'REDACTED' : 'FULL_TEXT', wait: script.within(0, 1) });
  const sentBack = (by: 'HEAD' | 'DEPUTY' | 'OFFICE_HEAD', reasons: string): void => {
    script.act('returnReplyProposal', by, { reasons }, { wait: script.within(0, 1) });
    script.act('draftReplyProposal', 'HANDLER', { ...draft, blocks: { ...decision.blocks, ...(decision.blocks['reasons'] === undefined ? {} : { reasons: `${decision.blocks['reasons']}（已补充说明）` }) } }, { wait: script.within(0, 2) });
    script.act('submitReplyProposal', 'HANDLER', {});
  };

  drafting();
  if (script.takes('own draft not approved', 0.02)) script.act('approveReplyAsDivisionHead', 'HANDLER', {}, { refused: 'FORBIDDEN' });
  if (script.takes('returned by head', 0.04)) sentBack('HEAD', '请补充依据。');
  if (script.takes('review sends back', 0.02)) { review('FAIL'); sentBack('HEAD', '保密审查退回，请修改。'); }
  review(isMajor ? 'MAJOR' : 'PASS');
  script.act('approveReplyAsDivisionHead', 'HEAD', {}, { wait: script.within(0, 1) });
  if (script.takes('returned by deputy', 0.02)) {
    sentBack('DEPUTY', '请核对数字。');
    review(isMajor ? 'MAJOR' : 'PASS');
    script.act('approveReplyAsDivisionHead', 'HEAD');
  }
  script.act('approveReplyAsSupervisingDeputy', 'DEPUTY', {}, { wait: script.within(0, 1) });
  if (isMajor) {
    if (script.random.chance(0.3)) script.act('draftReplyLetter', 'OFFICE', {}, { refused: 'PRINCIPAL_APPROVAL_MISSING' });
    script.act('approveReplyAsPrincipalLeader', 'PRINCIPAL', {}, { wait: script.within(0, 2) });
  }
  script.act('draftReplyLetter', 'OFFICE', {}, { wait: script.within(0, 1) });
  script.act('proofreadReplyLetter', script.random.chance(0.8) ? 'HANDLER' : 'HEAD');
  if (first && script.paths.has('fee PER_PAGE') && !decision.gives) {
    script.path('fee refunded').act('signOffReplyLetter', 'DISCLOSURE_DEPUTY', {}, { refused: 'PAGE_FEE_TO_REFUND' });
    script.act('refundFee', 'OFFICE', { refundedOn: '@today', reasons: '答复不提供信息，不按量计收。' }, { wait: script.within(0, 2) });
  }
  script.act('signOffReplyLetter', 'DISCLOSURE_DEPUTY', {}, { wait: script.within(0, 1) });
  if (script.takes('served before the seal refused', 0.02)) script.act('serveReply', 'OFFICE', { means, servedOn: '@today', proof: '示例凭证' }, { refused: 'NOT_SEALED' });
  script.act('sealReplyLetter', 'OFFICE');
  if (overridden) {
    script.act('serveReply', 'OFFICE', { means, servedOn: '@today', proof: '示例凭证' }, { refused: 'THIRD_PARTY_NOT_TOLD' });
    script.act('notifyThirdParty', 'OFFICE', { consultationId: '@consultation', disclosed: '项目名称、承担单位和资金数额。', reasons: '经审定，不公开可能对公共利益造成重大影响。' });
  }
  service(script, means, decision.row);
}

/** By the means asked for, or by another with a reason; proved, or to be proved later. */
function service(script: Script, asked: MeansOfService, row: string): void {
  const { random } = script;
  const other = script.takes('other means', 0.05);
  const means: MeansOfService = other ? (asked === 'POST' ? 'IN_PERSON' : 'POST') : asked;
  const unproved = means === 'IN_PERSON' && script.takes('service unproved', 0.2);
  const wait = script.paths.has('service corrected') ? { workingDays: 3 } : script.within(0, 1);
  script.act('serveReply', 'OFFICE', {
    means, servedOn: '@today', ...(other ? { reasons: '申请人所留方式无法送达，经联系改用此方式。' } : {}), ...(unproved ? {} : { proof: means === 'POST' ? `示例邮件${script.index}` : random.pick(['申请人签收', '系统送达记录']) }),
  }, { wait, marks: [{ closed: row }] });
}
