import { localDate } from '@disclosure/kernel';
import { composeLetter, type ComposedLetter } from './compose-letter.ts';
import { documentNumber } from './document-number.ts';
import { type LetterInput, sampleSeal } from './letter-input.ts';
import type { LetterKind, ReplyForm } from './letter-kind.ts';
import type { TemplateSet } from './template.loader.ts';

/** Letters for tests: each kind filled in full. */
const agency = { name: '吉林省工业和信息化厅', mark: '吉林省工业和信息化厅' };
const contact = { name: '李文静', phone: '0431-88905500' };
const request = { requestNumber: '2026-0012', receivedOn: '2026-02-09' };
export const requested = '2025年度全省中小企业数字化转型专项资金分配结果及评审依据';

export const remedyR2 = ['如不服本答复，可以自收到本答复书之日起60日内向吉林省人民政府申请行政复议，或者自收到本答复书之日起6个月内向有管辖权的人民法院提起行政诉讼。'];
export const remedyR1 = ['如不服本答复，应当先自收到本答复书之日起60日内向吉林省人民政府申请行政复议；对行政复议决定不服的，可以自收到行政复议决定书之日起15日内向有管辖权的人民法院提起行政诉讼。'];

export function envelope<K extends LetterKind>(kind: K): Omit<LetterInput<K>, 'fields' | 'blocks'> {
  return {
    kind, agency, number: documentNumber('吉工信公开', 2026, 12), addressee: { name: '王小明', you: '您' }, enclosures: [], date: localDate('2026-03-05'),
    authenticityCode: 'K7QM-42XD-9TRH', signedBy: '赵立新', contact, seal: sampleSeal,
  };
}

export function replyInput(form: ReplyForm): LetterInput<'ReplyLetter'> {
  return {
    ...envelope('ReplyLetter'), form,
    fields: {
      ...request, clarificationAskedOn: '2026-02-13', form: '电子文件', means: '电子邮件', ground: '属于过程性信息', legalBasis: ['《中华人民共和国政府信息公开条例》第十六条第二款'],
      publications: [{ title: '吉林省中小企业数字化转型专项资金管理办法', documentNumber: '吉工信规划〔2025〕88号', address: 'https://gxt.jl.gov.cn/xxgk/zcwj/202506/t20250618_9127301.html' }],
      agencies: [{ name: '吉林省财政厅', contact: '0431-88550000' }], earlierRequestNumber: '2026-0003', earlierNumber: '吉工信公开〔2026〕4号', earlierDate: '2026-01-20',
      decisions: [{ outcome: '予以公开', basis: '《中华人民共和国政府信息公开条例》第三十六条第（二）项' }, { outcome: '信息不存在', basis: '《中华人民共和国政府信息公开条例》第三十六条第（四）项' }],
      reasonsAskedOn: '2026-02-11', regimeLaw: '《不动产登记资料查询暂行办法》第四条', remedy: form === 'WITHHELD' || form === 'PARTLY_DISCLOSED' ? remedyR1 : remedyR2,
    },
    blocks: {
      requested, reasons: '该信息系我厅在专项资金评审过程中形成的讨论记录、过程稿，尚未形成最终结论。\n公开后可能影响评审工作的独立进行。', howToGet: '所申请信息以电子文件形式发送至您提供的电子邮箱，自本答复书送达之日起3个工作日内发送。',
      withheldParts: '评审专家名单及个人联系方式。', searchRecord: '检索时间：2026年2月12日；检索范围：厅公文系统、档案室、规划处业务台账；检索关键词：数字化转型、专项资金；检索人员：张某、刘某。', channelAdvice: '吉林省信访局网上信访平台。',
    },
    enclosures: [{ name: '2025年度全省中小企业数字化转型专项资金分配结果', pages: 6 }, { name: '吉林省中小企业数字化转型专项资金项目评审办法（试行）及其实施细则全文', pages: 21 }],
    copiesTo: ['厅法规处', '厅规划处'], printed: { office: '吉林省工业和信息化厅办公室', on: localDate('2026-03-05') },
  };
}

const opinions = [{ role: '处室负责人', opinion: '内容审核和保密审查均无问题，拟同意公开。', name: '孙志强', on: '2026年2月20日' }, { role: '分管厅领导', opinion: '同意。', name: '周晓东', on: '2026年2月23日' }, { role: '主要领导', opinion: '', name: '', on: '' }];

export const sheets: { readonly [K in Exclude<LetterKind, 'ReplyLetter'>]: LetterInput<K> } = {
  RequestForm: { ...envelope('RequestForm'), number: null, fields: { ...request, submittedOn: '2026-02-06', channel: '在线申请', kind: '自然人', name: '王小明', identityType: '居民身份证', identityNumber: '220************017', telephone: '139******34', email: 'w***@e***', postalAddress: '******', forms: '电子', means: '电子邮件', remarks: '本表按登记内容填写，证件号码和联系方式已作遮盖处理。' }, blocks: { requested, documentNumber: '吉工信规划〔2025〕88号', description: '希望了解获支持企业名单和金额。' } },
  Acknowledgement: { ...envelope('Acknowledgement'), number: null, fields: { ...request, channel: '网上申请', form: '电子文件', means: '电子邮件', dueOn: '2026-03-16', trackingCode: 'Q3F9-7KXA-1MZT', queryAddress: '厅门户网站“政府信息公开”专栏' }, blocks: { requested } },
  AssignmentSheet: { ...envelope('AssignmentSheet'), number: null, fields: { ...request, form: '电子文件', means: '电子邮件', leadDivision: '规划处', supportingDivisions: ['财务处', '中小企业处'], internalDueOn: '2026-02-27', dueOn: '2026-03-16', assignedBy: '李文静' }, blocks: { requested, remarks: '请规划处牵头，会同财务处、中小企业处研究提出答复意见。' } },
  ClarificationNotice: { ...envelope('ClarificationNotice'), fields: { ...request, supplyBy: '2026-03-02', periodDays: '10' }, blocks: { requested: '专项资金有关材料', items: '1.请明确所申请政府信息的名称、文号或者其他特征性描述；\n2.请明确所申请信息的年度。', guidance: '可登录厅门户网站查阅已公开的专项资金文件目录，或者拨打联系电话咨询。' } },
  ExtensionNotice: { ...envelope('ExtensionNotice'), fields: { ...request, dueOn: '2026-03-16', extendedTo: '2026-04-14', extensionDays: '20' }, blocks: { requested, reasons: '所申请信息涉及多个处室和历史档案，需要逐件核对。' } },
  ConsultationLetter: { ...envelope('ConsultationLetter'), addressee: { name: '长春光环科技有限公司', you: '你单位' }, fields: { isThirdParty: '是', answerDays: '15', linkCode: '7QK3M-9TXA1-MZTB2-4HJKP-C0DE5' }, blocks: { content: '2025年度专项资金申报书中贵单位填报的经营数据。' } },
  ConsultationAnswerForm: { ...envelope('ConsultationAnswerForm'), number: null, addressee: { name: '长春光环科技有限公司', you: '你单位' }, fields: { consultationNumber: '吉工信公开征〔2026〕3号', sentOn: '2026-02-11', answerDays: '15' }, blocks: {} },
  ThirdPartyDisclosureNotice: { ...envelope('ThirdPartyDisclosureNotice'), addressee: { name: '长春光环科技有限公司', you: '你单位' }, fields: { consultationNumber: '吉工信公开征〔2026〕3号', sentOn: '2026-02-11', objectedOn: '2026-02-25', remedy: remedyR2 }, blocks: { disclosed: '申报书所列获支持金额。', reasons: '涉及财政资金分配，关系公共利益。' } },
  ReasonsNotice: { ...envelope('ReasonsNotice'), fields: { ...request, periodDays: '15', giveBy: '2026-03-10' }, blocks: { requested, findings: '2026年1月以来共提出申请126件，申请内容相近。' } },
  DelayedReplyNotice: { ...envelope('DelayedReplyNotice'), fields: { ...request, reasonsGivenOn: '2026-02-12', dueOn: '2026-03-16', delayDays: '15', delayedTo: '2026-04-07' }, blocks: { requested, reasons: '所申请信息数量较大，需逐件审查。' } },
  FeeNotice: { ...envelope('FeeNotice'), fields: { ...request, method: '按量计收', basis: '30页以下不收费，31至100页每页10元。', lines: [{ range: '1—30页', count: '30', unitPrice: '0.00元', amount: '0.00元' }, { range: '31—68页', count: '38', unitPrice: '10.00元', amount: '380.00元' }], total: '380.00元', payBy: '2026-03-16', dispute: '收费决定不单独作为行政复议、行政诉讼的对象。' }, blocks: { requested, reasons: '2026年1月以来共提出申请126件，明显超过合理范围。' } },
  AbandonmentRecord: { ...envelope('AbandonmentRecord'), fields: { ...request, clarificationAskedOn: '2026-02-13', supplyBy: '2026-03-02', abandonedOn: '2026-03-03', remedy: remedyR2 }, blocks: { requested } },
  OnTheSpotRecord: { ...envelope('OnTheSpotRecord'), number: null, fields: { ...request, repliedOn: '2026-02-11', repliedBy: '张磊', division: '规划处', recordedBy: '李文静', publications: [{ address: 'https://gxt.jl.gov.cn/xxgk/zcwj/202506/t20250618_9127301.html' }] }, blocks: { requested, given: '当场提供管理办法全文打印件一份。' } },
  ReplyExplanation: { ...envelope('ReplyExplanation'), fields: { ...request, replyNumber: '吉工信公开〔2026〕12号', repliedOn: '2026-03-05', contestedOn: '2026-03-12' }, blocks: { requested, explanation: '该项目的评审办法已经公开，评审依据见该办法第三章。' } },
  CorrectionReply: { ...envelope('CorrectionReply'), fields: { ...request, correctedOn: '2026-03-05', remedy: remedyR2 }, blocks: { requested: '专精特新企业名录中本企业的注册地址', evidence: '名录所载地址为旧址。', corrected: '已将该企业注册地址更正为长春市测试路9号。' } },
  ReviewSheet: { ...envelope('ReviewSheet'), number: null, addressee: null, fields: { reviewNumber: '2026-008', documentNumber: '吉工信规划〔2025〕88号', indexNumber: '113300/2025-00088', formedOn: '2025-06-18', division: '规划处', source: '自行制作', mode: '依申请公开', extent: '删减后公开', channels: ['向申请人提供'], digest: 'sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08', findings: [{ point: '个人隐私', place: '第3页', handling: '已删减' }, { point: '隐藏内容（修订、批注）', place: '全文', handling: '已删除' }], contentReview: '通过', secrecyReview: '不涉密，可以公开', legalBasis: ['条例第十五条'], signatures: opinions }, blocks: { title: requested, redactionNote: '删去评审专家个人联系方式3处。' } },
  DisclosureApprovalForm: { ...envelope('DisclosureApprovalForm'), number: null, addressee: null, fields: { documentNumber: '吉工信规划〔2025〕88号', indexNumber: '113300/2025-00088', formedOn: '2025-06-18', dueOn: '2025-07-16', division: '规划处', handler: '张磊', category: '政策文件/规范性文件', mode: '主动公开', extent: '全文公开', channels: ['厅门户网站', '省统一专栏'], signatures: opinions }, blocks: { title: '吉林省中小企业数字化转型专项资金管理办法', reasons: '属于条例第二十条第一项规定应当主动公开的信息。' } },
  ServiceReceipt: { ...envelope('ServiceReceipt'), number: null, fields: { requestNumber: '2026-0012', letterTitle: '政府信息公开申请答复书', letterNumber: '吉工信公开〔2026〕12号', means: '邮寄', place: '长春市人民大街1号', servedOn: '2026-03-06', waybill: 'XA12345678922', server: '李文静', recipient: '' }, blocks: { remarks: '' } },
  ArchiveCover: { ...envelope('ArchiveCover'), number: null, fields: { ...request, outcome: '予以公开', replyNumber: '吉工信公开〔2026〕12号', servedOn: '2026-03-06', division: '规划处', archivedOn: '2026-03-20', retention: '30年', archivedBy: '李文静', documents: [{ name: '政府信息公开申请表', on: '2026年2月9日', pages: '2' }, { name: '政府信息公开申请答复书', on: '2026年3月5日', pages: '2' }] }, blocks: { requested } },
};

/** Composes, or throws with the refusals. */
export function composed<K extends LetterKind>(templates: TemplateSet, input: LetterInput<K>): ComposedLetter {
  const result = composeLetter(templates.get(input.kind, input.form ?? null), input);
  if (!result.ok) throw new Error(JSON.stringify(result.error, null, 1));
  return result.value;
}
